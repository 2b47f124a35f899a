import { languagePack } from './language-pack.js';

export const swahili = languagePack({
  given: 'Amani Wanjiru Baraka Akinyi Juma Zawadi Otieno Neema Kamau Halima',
  family: 'Mwangi Odhiambo Kariuki Njoroge Wekesa Mutua Abdalla Chebet',
  bios: [
    '{topic} kutoka {city} 🦒 Ushirikiano: tuma ujumbe',
    'Napenda {topic} na {other}. Asanteni sana!',
    'Maoni ya kweli kuhusu {topic}',
  ],
  captions: [
    'Mambo matatu kuhusu {topic} usiyoyajua',
    'Siku moja {city}: {topic} na chai',
    'Hifadhi kwa baadaye 📌',
    'Sikuamini ingewezekana 😂',
    'Kabla na baada!',
  ],
  hashtags: 'fyp kenya kilasiku maisha',
  topics:
    'urembo|mitindo|chakula|safari|mazoezi|michezo ya kompyuta|muziki|ngoma|vichekesho|elimu|teknolojia|malezi|wanyama|nyumbani|magari|michezo|sanaa|vitabu|fedha|afya',
});
