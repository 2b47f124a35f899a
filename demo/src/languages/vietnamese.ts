import { languagePack } from './language-pack.js';

export const vietnamese = languagePack({
  given: 'Linh Minh Ngọc Hương Thảo Đức Quân Trang Phúc Hạnh Khánh Tuấn Mai Vy Bảo Long Yến Thủy',
  family: 'Nguyễn Trần Lê Phạm Hoàng Võ Đặng Bùi Đỗ Hồ Ngô Dương',
  familyFirst: true,
  bios: [
    'Chuyện {topic} mỗi ngày ở {city} 🌿 Hợp tác: nhắn tin nhé!',
    'Mê {topic} và {other}. Cảm ơn cả nhà đã theo dõi ❤️',
    'Mình chia sẻ thật lòng về {topic} — không tô hồng.',
    'Sống chậm, ăn ngon, kể chuyện {topic} từ {city}.',
  ],
  captions: [
    'Thử {topic} kiểu mới xem sao, ai ngờ mê luôn 😍',
    '3 điều mình ước biết sớm hơn về {topic}',
    'Một ngày làm {topic} ở {city} trông như thế nào?',
    'Đừng lướt qua nếu bạn thích {topic}! Lưu lại nhé 📌',
    'Trả lời bình luận: {topic} cho người mới bắt đầu',
    'Kết quả sau 30 ngày, cả nhà thấy khác không?',
  ],
  hashtags: 'xuhuong thịnhhành vietnam fyp giảitrí reviewthật',
  topics:
    'làm đẹp|thời trang|ẩm thực|du lịch|tập luyện|trò chơi|âm nhạc|nhảy|hài hước|học tập|công nghệ|nuôi con|thú cưng|nhà cửa|xe hơi|thể thao|nghệ thuật|sách|tài chính|sức khỏe',
});
