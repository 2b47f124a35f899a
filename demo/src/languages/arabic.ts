import { languagePack } from './language-pack.js';

export const arabic = languagePack({
  given:
    'ليلى:layla محمد:mohammed نورة:noura يوسف:yousef سارة:sara عمر:omar مريم:maryam خالد:khaled ريم:reem فيصل:faisal هبة:heba طارق:tareq',
  family:
    'الحربي:alharbi حسن:hassan القحطاني:alqahtani إبراهيم:ibrahim الشمري:alshammari منصور:mansour العتيبي:alotaibi سليمان:suleiman الزهراني:alzahrani فؤاد:fouad',
  bios: [
    'كل شيء عن {topic} من {city} 🌙 للتعاون راسلني',
    'أحب {topic} و{other}، شكرًا لكم جميعًا ❤️',
    'تجارب صادقة في عالم {topic}',
    'يوميات و{topic} بلا تكلّف ☕',
  ],
  captions: [
    'ثلاث نصائح عن {topic} لازم تعرفها',
    'جولة في {city}: {topic} على أصوله',
    'جرّبتها لكم والنتيجة صدمتني 😳',
    'احفظ الفيديو قبل ما يضيع 📌',
    'رد على التعليقات: {topic} للمبتدئين',
    'قبل وبعد، شوفوا الفرق!',
  ],
  hashtags: 'اكسبلور fyp ترند يوميات السعودية مصر',
  topics:
    'الجمال|الأزياء|الطبخ|السفر|اللياقة|الألعاب|الموسيقى|الرقص|الكوميديا|التعليم|التقنية|الأمومة|الحيوانات|المنزل|السيارات|الرياضة|الفن|الكتب|المال|الصحة',
});
