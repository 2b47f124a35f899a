import type { CampaignPhrases } from './campaign-phrases.js';

/** Phrases in European languages, by language. */
export const westernPhrases: Readonly<Record<string, CampaignPhrases>> = {
  en: {
    names: ['{brand}: summer drop', 'Back to school with {brand}', '{brand} × creators', 'Try {brand} for a week'],
    summaries: [
      'Show how {brand} fits into your day. Your own voice, your own place: we want to see {topic} as you live it.',
      'Introduce the new {brand} line to people who love {topic}. First impressions count, good or bad.',
    ],
    dos: [
      'Show the product in the first 3 seconds',
      'Film in daylight',
      'Say what you really think',
      'Mark it as an ad',
    ],
    donts: [
      'No medical claims',
      'No other brands in the picture',
      'No price promises',
      'No stock music you do not own',
    ],
    invitations: [
      'We love your videos about {topic}. Would you like to work with {brand}?',
      'Hi! There is a spot for you in our next campaign 🙂',
    ],
    titles: ['Unboxing and first impression', 'A week with {brand}', 'Three tips on {topic}', 'Behind the scenes'],
    changeRequests: ['Lovely! Please show the label longer.', 'Could you trim the intro to 2 seconds?'],
    rejections: ['Another brand is in the picture; this one we cannot use.'],
    notes: ['Travel is paid separately.', 'One round of changes is included.'],
  },
  es: {
    names: ['Verano con {brand}', '{brand} sin filtros', 'Una semana con {brand} 💃'],
    summaries: ['Cuenta cómo {brand} entra en tu día a día. Tu voz, tu barrio, tu manera de vivir: {topic}.'],
    dos: ['Muestra el producto en los primeros 3 segundos', 'Graba con luz natural', 'Indica que es publicidad'],
    donts: ['Nada de promesas médicas', 'Sin otras marcas en el plano', 'No menciones precios'],
    invitations: ['¡Hola! Nos encantan tus videos de {topic}. ¿Te sumas a {brand}?'],
    titles: ['Primera impresión de {brand}', 'Tres trucos: {topic}', 'Un día conmigo'],
    changeRequests: ['¡Muy bien! Acerca más la etiqueta, por favor.', '¿Puedes acortar el comienzo?'],
    rejections: ['Se ve otra marca; este video no podemos usarlo.'],
    notes: ['El viaje se paga aparte.'],
  },
  pt: {
    names: ['Verão {brand} 🌞', '{brand} no dia a dia', 'Sete dias com {brand}'],
    summaries: ['Mostre como {brand} entra na sua rotina. Do seu jeito, com a sua gente: {topic} de verdade.'],
    dos: ['Mostre o produto nos 3 primeiros segundos', 'Grave com luz natural', 'Avise que é publi'],
    donts: ['Sem promessas médicas', 'Sem outras marcas em cena', 'Não fale de preço'],
    invitations: ['Oi! A gente adora seus vídeos de {topic}. Bora com {brand}?'],
    titles: ['Primeira impressão', 'Três dicas de {topic}', 'Um dia com {brand}'],
    changeRequests: ['Ficou ótimo! Mostre o rótulo por mais tempo.', 'Dá para encurtar o início?'],
    rejections: ['Aparece outra marca; esse não dá para usar.'],
    notes: ['A viagem é paga à parte.'],
  },
  de: {
    names: ['Frühling mit {brand}', '{brand} im Alltag', 'Größer träumen mit {brand}'],
    summaries: ['Zeig, wie {brand} in deinen Tag passt. Deine Stimme, dein Zuhause: {topic}, so wie du es lebst.'],
    dos: ['Produkt in den ersten 3 Sekunden zeigen', 'Bei Tageslicht filmen', 'Als Werbung kennzeichnen'],
    donts: ['Keine Heilversprechen', 'Keine anderen Marken im Bild', 'Keine Preise nennen'],
    invitations: ['Hallo! Deine Videos zum Thema {topic} gefallen uns sehr. Hast du Lust auf {brand}?'],
    titles: ['Ausgepackt: erster Eindruck', 'Drei Tipps: {topic}', 'Ein Tag mit {brand}'],
    changeRequests: ['Sehr schön! Bitte das Etikett länger zeigen.', 'Kannst du den Anfang kürzen?'],
    rejections: ['Eine andere Marke ist zu sehen, das können wir nicht nehmen.'],
    notes: ['Die Anreise wird extra bezahlt.'],
  },
  fr: {
    names: ['L’été avec {brand}', '{brand} au quotidien', 'Une semaine avec {brand}'],
    summaries: [
      'Racontez comment {brand} trouve sa place dans votre journée : votre voix, votre décor, votre univers {topic}.',
    ],
    dos: ['Montrer le produit dans les 3 premières secondes', 'Filmer à la lumière du jour', 'Indiquer « publicité »'],
    donts: ['Aucune promesse médicale', 'Pas d’autres marques à l’image', 'Ne pas parler de prix'],
    invitations: ['Bonjour ! Vos vidéos nous plaisent beaucoup. Partant·e pour {brand} ?'],
    titles: ['Première impression', 'Trois conseils {topic}', 'Une journée avec {brand}'],
    changeRequests: ['Très réussi ! Montrez l’étiquette plus longtemps.', 'Pourriez-vous raccourcir le début ?'],
    rejections: ['Une autre marque apparaît : impossible de l’utiliser.'],
    notes: ['Le voyage est payé à part.'],
  },
};
