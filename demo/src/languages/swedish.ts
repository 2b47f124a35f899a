import { languagePack } from './language-pack.js';

export const swedish = languagePack({
  given: 'Åsa Björn Elsa Nils Märta Östen Saga Loke Ebba Viggo',
  family: 'Lindström Åkesson Öberg Sjögren Nyström Hägg Björkman Ek',
  bios: [
    '{topic} från {city} 🌲 Samarbeten: skriv till mig',
    'Gillar {topic} och {other}. Tack för att du är här!',
    'Ärliga tester av {topic}',
  ],
  captions: [
    'Tre saker om {topic} som ingen säger',
    'En dag i {city}: {topic} och fika',
    'Spara till senare 📌',
    'Trodde aldrig att det skulle gå 😅',
    'Före och efter!',
  ],
  hashtags: 'fördig fyp sverige vardag',
  topics:
    'skönhet|mode|mat|resor|träning|spel|musik|dans|humor|lärande|teknik|föräldraliv|husdjur|hem|bilar|sport|konst|böcker|pengar|hälsa',
});
