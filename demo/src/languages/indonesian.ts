import { languagePack } from './language-pack.js';

export const indonesian = languagePack({
  given: 'Putri Budi Ayu Rizky Dewi Agus Siti Fajar Intan Bayu Wulan Dimas Nabila Gilang Ratna Yoga',
  family: 'Wijaya Santoso Pratama Lestari Hidayat Kusuma Saputra Permata Nugroho Siregar Maharani Ramadhan',
  bios: [
    'Cerita {topic} dari {city} 🌺 Kerja sama: kirim pesan ya',
    'Suka {topic} dan {other}. Makasih sudah mampir!',
    'Ulasan {topic} jujur, tanpa basa-basi',
    'Tiap hari belajar {topic} bareng',
  ],
  captions: [
    '3 hal tentang {topic} yang jarang dibahas',
    'Sehari di {city}: {topic} dan kopi',
    'Simpan dulu, nanti butuh 📌',
    'Nggak nyangka hasilnya begini 😭',
    'Balas komentar: {topic} buat pemula',
    'Sebelum dan sesudah 30 hari!',
  ],
  hashtags: 'fypシ indonesia viral racun berandaku seharihari',
  topics:
    'kecantikan|mode|kuliner|jalan-jalan|olahraga rumah|gim|musik|tari|komedi|belajar|teknologi|parenting|hewan peliharaan|rumah|mobil|olahraga|seni|buku|keuangan|kesehatan',
});
