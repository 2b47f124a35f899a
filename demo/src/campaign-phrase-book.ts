import type { CampaignPhrases } from './campaign-phrases.js';
import { easternPhrases } from './campaign-phrases-eastern.js';
import { westernPhrases } from './campaign-phrases-western.js';

const english = westernPhrases['en'];

/** Phrases in the language of a BCP 47 tag, or in English: brands abroad write English too. */
export function campaignPhrasesOf(tag: string): CampaignPhrases {
  const language = tag.split('-')[0] ?? tag;
  const phrases = westernPhrases[language] ?? easternPhrases[language] ?? english;
  if (!phrases) throw new Error('The English phrases are missing');
  return phrases;
}
