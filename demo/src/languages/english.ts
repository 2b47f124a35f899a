import { languagePack } from './language-pack.js';

export const english = languagePack({
  given: 'Ava Noah Mia Liam Zoe Ethan Grace Jayden Chloe Owen Priya Marcus Hannah Tyler Bea Jomar Imani Callum',
  family: 'Carter Brooks Hayes Sutton Reyes Walsh Bennett Okafor Marsh Delaney Patel Quinn O’Shea Lindqvist',
  bios: [
    '{topic} made simple ✌️ {city}. Collabs: send a message!',
    'Obsessed with {topic} & {other}. New video every day.',
    'Honest {topic} reviews, no filter.',
    'Just a {city} kid talking about {topic}.',
  ],
  captions: [
    '3 things I wish I knew about {topic}',
    'POV: you finally figured out {topic} 😅',
    'Day in the life, {topic} edition, {city}',
    'Wait for it… 🤯',
    'Replying to comments: is {topic} really worth it?',
    'Save this for later 📌 you’ll thank me',
  ],
  hashtags: 'fyp foryou viral dayinmylife lifehacks smallcreator',
  topics:
    'beauty|fashion|food|travel|fitness|gaming|music|dance|comedy|learning|tech|parenting|pets|home|cars|sports|art|books|money|health',
});
