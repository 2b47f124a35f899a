import { languagePack } from './language-pack.js';

export const chinese = languagePack({
  given: '怡君:yijun 志明:zhiming 雅婷:yating 家豪:jiahao 詩涵:shihan 冠宇:guanyu 佳穎:jiaying 承恩:chengen 欣妤:xinyu',
  family: '陳:chen 林:lin 黃:huang 張:zhang 李:li 王:wang 吳:wu 劉:liu 蔡:cai',
  familyFirst: true,
  nameSeparator: '',
  bios: [
    '在{city}分享{topic} 🧋 合作請私訊',
    '喜歡{topic}和{other}，謝謝你們的支持！',
    '真實{topic}心得，不業配不誇大',
    '每天一點{topic}',
  ],
  captions: [
    '關於{topic}，沒人告訴你的三件事',
    '{city}一日：{topic}篇',
    '先收藏再看 📌',
    '沒想到真的成功了 😂',
    '回覆留言：新手也能{topic}',
    '三十天前後對比！',
  ],
  hashtags: '推薦 fyp 台灣 日常 開箱',
  topics: '美妝|穿搭|美食|旅遊|健身|電玩|音樂|舞蹈|搞笑|學習|科技|育兒|寵物|居家|汽車|運動|藝術|閱讀|理財|健康',
});
