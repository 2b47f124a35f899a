import { languagePack } from './language-pack.js';

export const ukrainian = languagePack({
  given:
    'Олена:olena Андрій:andrii Соломія:solomiia Тарас:taras Юлія:yuliia Богдан:bohdan Ірина:iryna Максим:maksym Єва:yeva',
  family:
    'Шевченко:shevchenko Коваленко:kovalenko Бондар:bondar Ткачук:tkachuk Мельник:melnyk Гриценко:hrytsenko Їжак:yizhak',
  bios: [
    '{topic} з міста {city} 🌾 Співпраця — у повідомлення',
    'Люблю {topic} та {other}. Дякую, що ви тут!',
    'Чесні огляди: {topic}',
    'Щодня трохи {topic}',
  ],
  captions: [
    'Три речі про {topic}, яких ніхто не каже',
    'Один день, {city} і {topic}',
    'Збережи на потім 📌',
    'Не думала, що вийде 😄',
    'Відповідаю: {topic} для початківців',
    'До і після!',
  ],
  hashtags: 'рекомендації fyp україна щодня підпишись',
  topics:
    'краса|мода|їжа|подорожі|фітнес|ігри|музика|танці|гумор|навчання|технології|батьківство|тварини|дім|авто|спорт|мистецтво|книжки|фінанси|здоров’я',
});
