import type { Category } from './categories.js';
import type { CreatorTraits } from './creator-traits.js';
import { DAY, type DemoWorld } from './demo-world.js';
import type { AudienceRecord, AudienceShareRecord } from './records.js';
import type { RandomStream } from './random.js';

const AGES = ['13-17', '18-24', '25-34', '35-44', '45-54', '55+'];
const AGE_WEIGHTS = [0.12, 0.36, 0.28, 0.13, 0.07, 0.04];
/** How many women watch these topics; others are even. */
const FEMALE_SHARE: Readonly<Partial<Record<Category, number>>> = {
  beauty: 0.8,
  fashion: 0.68,
  parenting: 0.74,
  books: 0.64,
  gaming: 0.3,
  cars: 0.22,
  sports: 0.34,
  technology: 0.36,
  finance: 0.4,
};

/** Who watches the n-th creator, as the platform reported it within the last month. */
export function generateAudience(world: DemoWorld, n: number, traits: CreatorTraits): AudienceRecord {
  const random = world.stream(`creator/${n}/audience`);
  const home = random.between(0.42, 0.88);
  const abroad = random.sample(traits.country.audienceAbroad, random.integer(2, 4));
  const countries = shares([traits.country.code, ...abroad], [home, ...spread(random, abroad.length, 1 - home)], 0.97);
  const female = Math.min(
    0.93,
    Math.max(0.07, (FEMALE_SHARE[traits.categories[0] ?? 'comedy'] ?? 0.52) + 0.08 * random.normal()),
  );
  return {
    asOf: world.at(-DAY * random.between(0.5, 30)),
    countries: countries.sort((a, b) => b.share - a.share),
    genders: shares(['female', 'male', 'other'], [female, 1 - female, 0.012], 0.995).sort((a, b) => b.share - a.share),
    ages: shares(
      AGES,
      AGE_WEIGHTS.map((weight) => weight * random.logNormal(1, 0.35)),
      0.995,
    ),
  };
}

/** Splits `total` into random parts. */
function spread(random: RandomStream, parts: number, total: number): number[] {
  const weights = Array.from({ length: parts }, () => random.between(0.2, 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => (weight / sum) * total);
}

/** Scales weights to shares of four decimals that add up to a little less than `total`: a part is always unknown. */
function shares(keys: readonly string[], weights: readonly number[], total: number): AudienceShareRecord[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  return keys.map((key, i) => ({ key, share: Math.floor(((weights[i] ?? 0) / sum) * total * 10_000) / 10_000 }));
}
