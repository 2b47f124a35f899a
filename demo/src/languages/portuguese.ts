import { languagePack } from './language-pack.js';

export const portuguese = languagePack({
  given:
    'João Beatriz Thiago Letícia Antônio Luíza Caio Mariana Vinícius Conceição Rafaela Enzo Débora Otávio Inês Gonçalo',
  family: 'Silva Souza Araújo Gonçalves Conceição Magalhães Ribeiro Simões Falcão Moura Brandão Assunção',
  bios: [
    'Tudo sobre {topic}, direto de {city} 🌞 Parcerias: mande mensagem',
    'Apaixonada por {topic} e {other} 💛',
    'Resenhas sinceras de {topic}. Sem enrolação!',
    'Vida real, {topic} e muito café ☕',
  ],
  captions: [
    'Três coisas que ninguém te conta sobre {topic}',
    'Um dia comigo em {city} — versão {topic}',
    'Salva esse vídeo pra depois 📌',
    'Não acredito que funcionou 😂',
    'Respondendo: {topic} vale a pena?',
    'Antes e depois: olha a diferença!',
  ],
  hashtags: 'foryou viral fyp brasil paravocê diaadia',
  topics:
    'beleza|moda|culinária|viagem|treino|jogos|música|dança|humor|educação|tecnologia|maternidade|animais|casa|carros|esportes|arte|livros|finanças|saúde',
});
