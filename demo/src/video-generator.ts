import type { CreatorTraits } from './creator-traits.js';
import { demoId } from './demo-id.js';
import { DAY, HOUR, type DemoWorld } from './demo-world.js';
import { languagePackOf } from './languages/language-packs.js';
import { platformId, videoUrl } from './platform-id.js';
import type { CreatorRecord, VideoRecord } from './records.js';

/** Which videos a creator has: `first` to `first + count - 1`, the oldest first. */
export interface VideoRange {
  first: number;
  count: number;
}

/** How far back demo videos go, in days. */
const REACH_DAYS = 200;
/** Creator 0 stars in documents and tests, and must have something to show. */
const FIRST_CREATOR_VIDEOS = 12;
const EMOJI = ['😍', '🔥', '😂', '🙏', '✨', '👀', '🫶', '💯', '🥹', '👩‍💻', '🍀', '🎉'];

/** Hands out the videos to the creators: one each, the rest by how much they post. */
export function planVideos(world: DemoWorld, traits: readonly CreatorTraits[]): VideoRange[] {
  const spare = world.scale.videos - traits.length;
  const reserved = Math.min(FIRST_CREATOR_VIDEOS - 1, Math.floor(spare / 4));
  const totalActivity = traits.reduce((sum, { activity }) => sum + activity, 0);
  const ranges: VideoRange[] = [];
  let first = 0;
  let activity = 0;
  let handedOut = 0;
  for (const [n, trait] of traits.entries()) {
    // Rounding the running sum, not each share, makes the counts add up exactly.
    activity += trait.activity;
    const due =
      n === traits.length - 1 ? spare - reserved : Math.floor(((spare - reserved) * activity) / totalActivity);
    const count = 1 + due - handedOut + (n === 0 ? reserved : 0);
    handedOut = due;
    ranges.push({ first, count });
    first += count;
  }
  return ranges;
}

/** When the i-th video of a creator with `count` was posted, as an offset: evenly paced with jitter, denser lately. */
export function postedAt(world: DemoWorld, n: number, i: number, count: number): number {
  const place = (count - 1 - i + world.stream(`video/${n}/posted`).next()) / count;
  return -(2 * HOUR + REACH_DAYS * DAY * place ** 1.5);
}

/** Videos of all creators, creator by creator. */
export function* generateVideos(
  world: DemoWorld,
  creators: readonly CreatorRecord[],
  traits: readonly CreatorTraits[],
  ranges: readonly VideoRange[],
): Iterable<VideoRecord> {
  for (const [c, { first, count }] of ranges.entries()) {
    const creator = creators[c];
    const trait = traits[c];
    if (!creator || !trait) throw new RangeError(`There is no creator ${c}`);
    for (let i = 0; i < count; i += 1) {
      const n = first + i;
      yield videoOf(world, n, postedAt(world, n, i, count), creator, trait);
    }
  }
}

function videoOf(
  world: DemoWorld,
  n: number,
  posted: number,
  creator: CreatorRecord,
  traits: CreatorTraits,
): VideoRecord {
  const random = world.stream(`video/${n}/content`);
  const account = creator.accounts[0];
  if (!account) throw new Error(`Creator ${creator.handle} has no account`);
  const { caption, hashtags } = captionOf(world, n, creator, traits);
  const date = world.at(posted);
  const platformVideoId = platformId(date, random.integer(0, 0xfff), n);
  return {
    id: demoId('video', n),
    creatorId: creator.id,
    platform: account.platform,
    platformAccountId: account.platformAccountId,
    platformVideoId,
    caption,
    hashtags,
    url: videoUrl(account.platform, creator.handle, platformVideoId),
    durationSeconds: Math.round(Math.min(600, Math.max(5, random.logNormal(28, 0.8)))),
    postedAt: date,
  };
}

function captionOf(
  world: DemoWorld,
  n: number,
  creator: CreatorRecord,
  traits: CreatorTraits,
): { caption: string | null; hashtags: string[] } {
  const random = world.stream(`video/${n}/caption`);
  if (random.chance(0.02)) return { caption: null, hashtags: [] };
  const language = random.chance(0.85) ? creator.languages[0] : random.pick(creator.languages);
  const pack = languagePackOf(language ?? 'en');
  const category = random.pick(traits.categories);
  const topic = pack.topics[category];
  const sentence = random
    .pick(pack.captions)
    .replaceAll('{topic}', topic)
    .replaceAll('{city}', random.pick(traits.country.cities));
  const hashtags = random.sample([...new Set([...pack.hashtags, hashtagOf(topic), category])], random.integer(0, 5));
  const text = random.chance(0.3) ? `${sentence} ${random.pick(EMOJI)}` : sentence;
  return { caption: [text, ...hashtags.map((tag) => `#${tag}`)].join(' '), hashtags };
}

function hashtagOf(topic: string): string {
  return topic
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
