import { generateAudience } from './audience-generator.js';
import type { CreatorTraits } from './creator-traits.js';
import { nameCreator } from './creator-naming.js';
import { roundPrice } from './currencies.js';
import { demoId } from './demo-id.js';
import { DAY, HOUR, type DemoWorld } from './demo-world.js';
import { languagePackOf } from './languages/language-packs.js';
import { accountUrl, platformId } from './platform-id.js';
import type {
  CreatorRecord,
  PlatformAccountRecord,
  PlatformName,
  RateRecord,
  ReportedAveragesRecord,
} from './records.js';

/** Creators in the order of their numbers; `traits` holds those of each. */
export function* generateCreators(world: DemoWorld, traits: readonly CreatorTraits[]): Iterable<CreatorRecord> {
  const taken = new Set<string>();
  for (const [n, trait] of traits.entries()) {
    const names = nameCreator(trait, world.stream(`creator/${n}/name`));
    // The number of the creator tells apart those who would be called the same.
    const handle = taken.has(names.handle) ? `${names.handle}_${n}` : names.handle;
    taken.add(handle);
    yield creatorOf(world, n, trait, names.displayName, handle);
  }
}

function creatorOf(
  world: DemoWorld,
  n: number,
  traits: CreatorTraits,
  displayName: string,
  handle: string,
): CreatorRecord {
  const random = world.stream(`creator/${n}/profile`);
  const registered = traits.status !== 'INVITED';
  const hasInsights = random.chance(registered ? 0.93 : 0.4);
  const hasRates = random.chance(0.85);
  const speaksEnglishToo = random.chance(0.08) && !traits.country.languages.includes('en');
  const [mainLanguage = 'en', ...others] = traits.country.languages;
  return {
    id: demoId('creator', n),
    displayName,
    handle,
    bio: bioOf(world, n, traits),
    country: traits.country.code,
    languages: [mainLanguage, ...others.filter(() => random.chance(0.4)), ...(speaksEnglishToo ? ['en'] : [])],
    categories: [...traits.categories],
    status: traits.status,
    pausedUntil:
      traits.status === 'PAUSED' && random.chance(0.75) ? world.at(DAY * Math.round(random.between(3, 45))) : null,
    accounts: accountsOf(world, n, traits, handle),
    reported: random.chance(0.9) ? reportedAverages(world, n, traits) : null,
    audience: hasInsights ? generateAudience(world, n, traits) : null,
    rateCard: registered && (hasRates || n === 0) ? rateCardOf(world, n, traits) : [],
    createdAt: world.at(traits.joinedAt),
  };
}

function bioOf(world: DemoWorld, n: number, traits: CreatorTraits): string | null {
  const random = world.stream(`creator/${n}/bio`);
  if (random.chance(0.06)) return null;
  const pack = languagePackOf(traits.country.languages[0] ?? 'en');
  const [first = 'comedy', second = first === 'food' ? 'travel' : 'food'] = traits.categories;
  return random
    .pick(pack.bios)
    .replaceAll('{topic}', pack.topics[first])
    .replaceAll('{other}', pack.topics[second])
    .replaceAll('{city}', random.pick(traits.country.cities));
}

function accountsOf(world: DemoWorld, n: number, traits: CreatorTraits, handle: string): PlatformAccountRecord[] {
  const random = world.stream(`creator/${n}/accounts`);
  const primary: PlatformName = n === 0 ? 'TIKTOK' : random.weighted({ TIKTOK: 92, INSTAGRAM: 4, YOUTUBE: 4 });
  const accounts = [account(primary, traits.followers)];
  if (random.chance(0.22)) {
    const second = random.pick((['INSTAGRAM', 'YOUTUBE'] as const).filter((platform) => platform !== primary));
    accounts.push(account(second, Math.round(traits.followers * random.between(0.03, 0.8))));
  }
  return accounts;

  function account(platform: PlatformName, followers: number): PlatformAccountRecord {
    // Accounts are older than this marketplace, and their ids do not move with the demo's moment.
    const opened = new Date(Date.UTC(2018, 0, 1) + DAY * random.between(0, 1_800));
    return {
      platform,
      platformAccountId: platformId(opened, random.integer(0, 0xfff), n),
      handle,
      url: accountUrl(platform, handle),
      verified: random.chance(0.05) ? null : random.chance(Math.min(0.9, followers / 1_500_000)),
      followers: n > 0 && random.chance(0.01) ? null : followers,
    };
  }
}

function reportedAverages(world: DemoWorld, n: number, traits: CreatorTraits): ReportedAveragesRecord {
  const random = world.stream(`creator/${n}/reported`);
  // The mean of a heavy-tailed thing lies above its median.
  const averageViews = Math.round(traits.medianViews * random.between(1.2, 2.2));
  return {
    averageViews,
    averageLikes: Math.round(averageViews * traits.likeRate),
    averageComments: Math.round(averageViews * traits.commentRate),
    averageShares: Math.round(averageViews * traits.shareRate),
    reportedAt: world.at(-HOUR * random.between(12, 240)),
  };
}

function rateCardOf(world: DemoWorld, n: number, traits: CreatorTraits): RateRecord[] {
  const random = world.stream(`creator/${n}/rates`);
  const price = (share: number) => roundPrice(traits.videoPrice * share, traits.country.currency);
  const rates: RateRecord[] = [{ content: 'SHORT_VIDEO', price: price(1) }];
  if (random.chance(0.35)) rates.push({ content: 'LIVE_STREAM', price: price(random.between(1.4, 3)) });
  if (random.chance(0.5)) rates.push({ content: 'PHOTO', price: price(random.between(0.3, 0.6)) });
  return rates;
}
