import { languagePack } from './language-pack.js';

export const hebrew = languagePack({
  given: 'נועה:noa יואב:yoav תמר:tamar איתי:itai שירה:shira עומר:omer מאיה:maya דניאל:daniel',
  family: 'כהן:cohen לוי:levi מזרחי:mizrahi פרץ:peretz ביטון:biton אברהם:avraham',
  bios: [
    '{topic} מ{city} ☀️ לשיתופי פעולה שלחו הודעה',
    'אוהבת {topic} ו{other}. תודה שאתם כאן!',
    'ביקורות כנות על {topic}',
  ],
  captions: [
    'שלושה דברים שלא ידעתם על {topic}',
    'יום אחד ב{city}: {topic} וקפה',
    'שמרו לאחר כך 📌',
    'לא האמנתי שזה יעבוד 😂',
    'לפני ואחרי!',
  ],
  hashtags: 'פוריו fyp ישראל יומיום',
  topics:
    'יופי|אופנה|אוכל|טיולים|כושר|גיימינג|מוזיקה|ריקוד|קומדיה|לימודים|טכנולוגיה|הורות|חיות מחמד|בית|מכוניות|ספורט|אמנות|ספרים|כסף|בריאות',
});
