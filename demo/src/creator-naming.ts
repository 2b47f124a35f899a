import type { CreatorTraits } from './creator-traits.js';
import { languagePackOf } from './languages/language-packs.js';
import type { RandomStream } from './random.js';

/** How a creator is called before other creators are looked at. */
export interface CreatorNames {
  displayName: string;
  /** Lower case; may be taken by another creator. */
  handle: string;
}

const DECORATIONS = ['✨', '🌸', '🔥', '🎧', '🍜', '🎮', '👩‍🍳', '🏳️‍🌈', '🧿', '☕', '🐈‍⬛', '🇺🇳', '💪🏽', '🌙'];

/** Names a creator in the main language of the country. */
export function nameCreator(traits: CreatorTraits, random: RandomStream): CreatorNames {
  const pack = languagePackOf(traits.country.languages[0] ?? 'en');
  const given = random.pick(pack.given);
  const family = random.pick(pack.family);
  const topic = pack.topics[traits.categories[0] ?? 'comedy'];
  const fullName = (pack.familyFirst ? [family.written, given.written] : [given.written, family.written]).join(
    pack.nameSeparator,
  );
  const plain = random.weighted({ full: 60, given: 12, topical: 14, city: 8, latin: 6 });
  const displayName = {
    full: fullName,
    given: given.written,
    topical: `${given.written} | ${topic}`,
    city: `${given.written} · ${random.pick(traits.country.cities)}`,
    latin: `${capitalised(given.latin)} ${capitalised(family.latin)}`,
  }[plain];
  return {
    displayName: random.chance(0.18) ? `${displayName} ${random.pick(DECORATIONS)}` : displayName,
    handle: handleOf(given, family, random),
  };
}

function handleOf(
  given: { written: string; latin: string },
  family: { written: string; latin: string },
  random: RandomStream,
): string {
  const number = random.integer(1, 99);
  const forms = {
    dotted: `${given.latin}.${family.latin}`,
    joined: `${given.latin}_${family.latin}`,
    numbered: `${given.latin}${number}`,
    real: `real${given.latin}${family.latin}`,
    // Handles are no more bound to Latin letters than names are.
    native: `${given.written}${family.written}${number}`.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, ''),
  };
  return forms[random.weighted({ dotted: 30, joined: 25, numbered: 20, real: 10, native: 15 })];
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
