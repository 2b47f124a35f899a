import { languagePack } from './language-pack.js';

export const polish = languagePack({
  given: 'Zuzanna Łukasz Małgorzata Stanisław Żaneta Michał Agnieszka Wojciech Oliwia Bartłomiej',
  family: 'Nowak Wójcik Kamińska Zieliński Szymańska Dąbrowski Kozłowska Jankowski Mazur Żak',
  bios: [
    '{topic} prosto z miasta {city} 🌻 Współpraca: napisz!',
    'Kocham {topic} i {other}. Dzięki, że jesteś!',
    'Szczere opinie: {topic}',
    'Codziennie trochę {topic}',
  ],
  captions: [
    'Trzy rzeczy, których nie wiesz o temacie {topic}',
    'Jeden dzień, {city} i {topic}',
    'Zapisz na później 📌',
    'Nie wierzyłam, że to zadziała 😅',
    'Odpowiadam: {topic} na start',
    'Przed i po: widać różnicę?',
  ],
  hashtags: 'dlaciebie fyp polska codzienność zżycia',
  topics:
    'uroda|moda|jedzenie|podróże|trening|gry|muzyka|taniec|humor|nauka|technologia|rodzicielstwo|zwierzęta|dom|samochody|sport|sztuka|książki|finanse|zdrowie',
});
