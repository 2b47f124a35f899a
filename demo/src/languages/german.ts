import { languagePack } from './language-pack.js';

export const german = languagePack({
  given: 'Jürgen Lena Jonas Mira Björn Käthe Felix Zoë Søren Lieselotte Yannick Änne Moritz Frieda Günther Leyla',
  family: 'Müller Schäfer Weiß Krüger Grünwald Böhm Jäger Köhler Strauß Lindner Öztürk Groß',
  bios: [
    '{topic} aus {city} ☕ Anfragen gern per Nachricht',
    'Ich mag {topic} und {other}. Schön, dass du da bist!',
    'Ehrliche Tests rund um {topic}. Werbung ist gekennzeichnet.',
    'Jeden Tag ein bisschen {topic}.',
  ],
  captions: [
    'Drei Dinge über {topic}, die keiner sagt',
    'Ein Tag in {city}: {topic} und viel Kaffee',
    'Speicher dir das für später 📌',
    'Hätte nicht gedacht, dass das klappt 😅',
    'Antwort auf eure Fragen: Lohnt sich {topic}?',
    'Vorher – nachher: Seht ihr den Unterschied?',
  ],
  hashtags: 'fürdich fyp deutschland alltag viral gemütlich',
  topics:
    'Schönheit|Mode|Kochen|Reisen|Fitness|Gaming|Musik|Tanz|Humor|Lernen|Technik|Familie|Haustiere|Wohnen|Autos|Sport|Kunst|Bücher|Finanzen|Gesundheit',
});
