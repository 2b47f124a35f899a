import { languagePack } from './language-pack.js';

export const turkish = languagePack({
  given: 'Elif Çağrı Zeynep Işıl Emre Gökçe Şule Ömer İrem Tuğba Kağan Defne',
  family: 'Yılmaz Kaya Şahin Öztürk Çelik Aydın Güneş Doğan Işık Kılıç',
  bios: [
    '{city} sokaklarından {topic} 🧿 İş birliği için mesaj atın',
    '{topic} ve {other} tutkunu. İyi ki varsınız!',
    'Dürüst {topic} yorumları',
    'Her gün biraz {topic}',
  ],
  captions: [
    '{topic} hakkında kimsenin söylemediği üç şey',
    '{city} sokaklarında bir gün: {topic}',
    'Kaydet, sonra lazım olur 📌',
    'Böyle olacağını hiç düşünmemiştim 😅',
    'Sorularınız: {topic} zor mu?',
    'Önce ve sonra!',
  ],
  hashtags: 'keşfet fyp türkiye öneçıkar günlük',
  topics:
    'güzellik|moda|yemek|gezi|spor salonu|oyun|müzik|dans|komedi|eğitim|teknoloji|ebeveynlik|evcil hayvan|ev|araba|spor|sanat|kitap|finans|sağlık',
});
