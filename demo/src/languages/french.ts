import { languagePack } from './language-pack.js';

export const french = languagePack({
  given: 'Éloïse Hugo Chloé Théo Inès Gaëlle Raphaël Zoé Côme Noémie Anaïs Loïc Océane Maël Aïcha François',
  family: 'Lefèvre Dubois Garçon Béranger Fontaine Hébert Noël Prévost Boulanger Châtelain Diallo Mercier',
  bios: [
    '{topic} depuis {city} 🥐 Collaborations : écrivez-moi',
    'Passion {topic} et {other}. Merci d’être là !',
    'Avis honnêtes sur {topic}, sans filtre',
    'Un peu de {topic} chaque jour ✨',
  ],
  captions: [
    'Trois choses à savoir sur {topic}',
    'Une journée à {city}, côté {topic}',
    'À garder pour plus tard 📌',
    'Je ne m’attendais pas à ça 😳',
    'Je réponds à vos questions : {topic} pour débuter',
    'Avant / après : vous voyez la différence ?',
  ],
  hashtags: 'pourtoi fyp france tendance quotidien été',
  topics:
    'beauté|mode|cuisine|voyage|fitness|jeux|musique|danse|humour|éducation|technologie|parentalité|animaux|maison|voitures|sport|art|livres|finance|santé',
});
