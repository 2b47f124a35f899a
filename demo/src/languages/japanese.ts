import { languagePack } from './language-pack.js';

export const japanese = languagePack({
  given:
    'さくら:sakura 陽翔:haruto 美咲:misaki 蓮:ren 結衣:yui 大輝:daiki 葵:aoi 湊:minato 凛:rin ゆうた:yuta 七海:nanami 健太:kenta ひなた:hinata 翼:tsubasa',
  family:
    '佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 伊藤:ito 渡辺:watanabe 山本:yamamoto 中村:nakamura 小林:kobayashi 髙田:takada 𠮷野:yoshino',
  familyFirst: true,
  nameSeparator: ' ',
  bios: [
    '{city}で{topic}のある暮らし🍵 お仕事のご依頼はDMへ',
    '{topic}と{other}が好き。毎日ゆるっと投稿中。',
    '本音で語る{topic}チャンネル。フォロー嬉しいです☺️',
    '会社員しながら{topic}を発信しています｜{city}',
  ],
  captions: [
    '{topic}初心者がやりがちな失敗3選',
    '知らないと損する{topic}の話、保存推奨📌',
    '{city}で見つけた最高の{topic}スポット',
    'これ本当に買ってよかった…！',
    '一日密着してみた｜{topic}編',
    '正直レビューします。忖度なし🙏',
  ],
  hashtags: 'おすすめ 日常 fyp 暮らし バズれ vlog日記',
  topics:
    '美容|ファッション|グルメ|旅行|筋トレ|ゲーム|音楽|ダンス|お笑い|勉強|テック|子育て|ペット|インテリア|車|スポーツ|アート|読書|お金|健康',
});
