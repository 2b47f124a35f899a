import type { CreatorTraits } from './creator-traits.js';
import type { DemoWorld } from './demo-world.js';
import type { RandomStream } from './random.js';
import type { CounterValues } from './records.js';

/** The counters, in the order they are drawn in. */
export const COUNTERS = ['views', 'likes', 'comments', 'shares', 'saves'] as const;
export type Counter = (typeof COUNTERS)[number];

/** How the counters of one video grow. */
export interface VideoGrowth {
  /** Views after 200 days. */
  finalViews: number;
  /** Days in which most of the views come. */
  paceDays: number;
  /** Likes, comments, shares and saves for one view. */
  rates: Readonly<Record<Exclude<Counter, 'views'>, number>>;
  /** Counters that the platform does not report for this video. */
  unreported: ReadonlySet<Counter>;
  /** Whether the platform takes counts back once. */
  corrected: boolean;
}

const NOTHING_UNREPORTED: ReadonlySet<Counter> = new Set();
const UNREPORTED: readonly ReadonlySet<Counter>[] = [
  new Set<Counter>(['saves']),
  new Set<Counter>(['saves']),
  new Set<Counter>(['shares', 'saves']),
  new Set<Counter>(['comments']),
  new Set<Counter>(['views']),
];

/** How the n-th video grows, by a creator with these traits. */
export function videoGrowth(world: DemoWorld, n: number, traits: CreatorTraits): VideoGrowth {
  const random = world.stream(`video/${n}/growth`);
  const hit = random.chance(0.015) ? random.between(8, 40) : 1;
  return {
    finalViews: Math.max(25, random.logNormal(traits.medianViews, 0.9) * hit),
    paceDays: random.logNormal(2.2, 0.5) * (hit > 1 ? 2 : 1),
    rates: {
      likes: Math.min(0.3, traits.likeRate * random.logNormal(1, 0.3)),
      comments: Math.min(0.05, traits.commentRate * random.logNormal(1, 0.5)),
      shares: Math.min(0.08, traits.shareRate * random.logNormal(1, 0.5)),
      saves: Math.min(0.08, traits.saveRate * random.logNormal(1, 0.5)),
    },
    unreported: random.chance(0.012) ? random.pick(UNREPORTED) : NOTHING_UNREPORTED,
    corrected: random.chance(0.02),
  };
}

/** Views that a video is expected to have at an age: most come at once, a small stream never ends. */
export function expectedViews(growth: VideoGrowth, ageDays: number): number {
  const burst = 1 - Math.exp(-((ageDays / growth.paceDays) ** 0.8));
  const longTail = Math.log1p(ageDays / 20) / Math.log1p(10);
  return growth.finalViews * (0.85 * burst + 0.15 * longTail);
}

/** What `nextSnapshot` needs to know of a video. */
export interface GrowingVideo {
  /** Days since it was posted; null when unknown. */
  ageDays: number | null;
}

/** Rates that a video has which has no views yet. */
const FIRST_RATES = { likes: 0.055, comments: 0.002, shares: 0.004, saves: 0.005 } as const;
/** Views an hour that even the smallest video gets, so that a demo never stands still. */
const LEAST_VIEWS_PER_HOUR = 40;

/**
 * The counters of a video some time after others: for a simulator that keeps running campaigns moving. They rise by
 * chance around what the video did so far, fast while it is young; a counter that is null stays null.
 * @param elapsedSeconds time since `previous`, 0 or more
 * @param fallChance probability that the platform takes back up to 1.5 % of views and likes instead
 */
export function nextSnapshot(
  previous: CounterValues,
  video: GrowingVideo,
  elapsedSeconds: number,
  random: RandomStream,
  fallChance = 0.001,
): CounterValues {
  if (random.chance(fallChance)) {
    const kept = 1 - random.between(0.002, 0.015);
    const fallen = (value: number | null) =>
      value === null ? null : Math.max(0, Math.min(value - 1, Math.floor(value * kept)));
    return { ...previous, views: fallen(previous.views), likes: fallen(previous.likes) };
  }
  const hours = elapsedSeconds / 3600;
  const ageDays = Math.max(0, video.ageDays ?? 30);
  // Where views are not reported, likes tell how large the video is.
  const size = previous.views ?? (previous.likes ?? 0) / FIRST_RATES.likes;
  const growthPerHour = 0.0005 + 0.03 / (1 + ageDays / 4);
  // A simulator that slept for days wakes to a larger video, not to one that grew without bound.
  const gain = size * Math.min(0.5, growthPerHour * hours) + LEAST_VIEWS_PER_HOUR * hours;
  const views = random.poisson(gain * random.logNormal(1, 0.3));
  const next = (counter: Exclude<Counter, 'views'>) => {
    const value = previous[counter];
    if (value === null) return null;
    const rate = previous.views !== null && previous.views >= 200 ? value / previous.views : FIRST_RATES[counter];
    return value + Math.min(views, random.poisson(views * rate));
  };
  return {
    views: previous.views === null ? null : previous.views + views,
    likes: next('likes'),
    comments: next('comments'),
    shares: next('shares'),
    saves: next('saves'),
  };
}
