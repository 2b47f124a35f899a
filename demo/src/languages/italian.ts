import { languagePack } from './language-pack.js';

export const italian = languagePack({
  given: 'Niccolò Giulia Alessio Chiara Matteo Ilaria Davide Noemi Edoardo Beatrice Simone Viola',
  family: 'Rossi Bianchi Esposito Greco Conti Marchetti Fabbri De’Luca Moretti Caruso',
  bios: [
    '{topic} da {city} 🍋 Collaborazioni in privato',
    'Amo {topic} e {other}. Grazie di cuore!',
    'Recensioni sincere di {topic}, perché no?',
    'Ogni giorno un po’ di {topic}',
  ],
  captions: [
    'Tre cose da sapere su {topic}',
    'Una giornata a {city}: {topic} e caffè',
    'Salvalo per dopo 📌',
    'Non ci credevo nemmeno io 😂',
    'Rispondo ai commenti: {topic} per iniziare',
    'Prima e dopo, com’è venuto?',
  ],
  hashtags: 'perte fyp italia neiperte vitaquotidiana',
  topics:
    'bellezza|moda|cucina|viaggi|allenamento|videogiochi|musica|danza|comicità|istruzione|tecnologia|genitori|animali|casa|auto|sport|arte|libri|finanza|salute',
});
