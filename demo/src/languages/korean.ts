import { languagePack } from './language-pack.js';

export const korean = languagePack({
  given:
    '서연:seoyeon 민준:minjun 지우:jiwoo 하준:hajun 수아:sua 도윤:doyun 예은:yeeun 시우:siwoo 채원:chaewon 현우:hyunwoo 다은:daeun 준서:junseo',
  family: '김:kim 이:lee 박:park 최:choi 정:jung 강:kang 조:cho 윤:yoon 장:jang 임:lim 한:han',
  familyFirst: true,
  nameSeparator: '',
  bios: [
    '{city}에서 {topic} 기록 중 🌷 협업 문의는 메시지로',
    '{topic} 그리고 {other}. 매일 업로드합니다!',
    '솔직한 {topic} 후기, 광고는 꼭 밝혀요',
    '직장인의 {topic} 일기 ☁️',
  ],
  captions: [
    '{topic} 처음이라면 이 세 가지만 기억하세요',
    '{city} {topic} 하루 브이로그',
    '이거 모르면 손해예요 📌 저장 필수',
    '진짜 될 줄 몰랐는데… 🤭',
    '댓글 답변: {topic} 정말 어려운가요?',
    '30일 전후 비교, 차이 보이시나요?',
  ],
  hashtags: '추천 일상 fyp 브이로그 꿀팁 챌린지',
  topics:
    '뷰티|패션|맛집|여행|운동|게임|음악|댄스|코미디|공부|테크|육아|반려동물|인테리어|자동차|스포츠|예술|독서|재테크|건강',
});
