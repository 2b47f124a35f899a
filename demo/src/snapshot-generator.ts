import type { CreatorTraits } from './creator-traits.js';
import { demoId } from './demo-id.js';
import { DAY, HOUR, MINUTE, type DemoWorld } from './demo-world.js';
import type { RandomStream } from './random.js';
import type { SnapshotRecord } from './records.js';
import { COUNTERS, expectedViews, type VideoGrowth, videoGrowth } from './video-growth.js';
import { postedAt, type VideoRange } from './video-generator.js';

/** How far back the history goes, in days. */
const HISTORY_DAYS = 90;

/** The history of the counters, video by video in the order of the videos, each from the oldest to the newest. */
export function* generateSnapshots(
  world: DemoWorld,
  traits: readonly CreatorTraits[],
  ranges: readonly VideoRange[],
): Iterable<SnapshotRecord> {
  for (const [c, { first, count }] of ranges.entries()) {
    const trait = traits[c];
    if (!trait) throw new RangeError(`There is no creator ${c}`);
    for (let i = 0; i < count; i += 1) {
      const n = first + i;
      yield* videoSnapshots(world, n, postedAt(world, n, i, count), videoGrowth(world, n, trait));
    }
  }
}

function* videoSnapshots(world: DemoWorld, n: number, posted: number, growth: VideoGrowth): Iterable<SnapshotRecord> {
  const random = world.stream(`video/${n}/snapshots`);
  const videoId = demoId('video', n);
  const captures = captureOffsets(random, posted);
  const fallAt = growth.corrected && captures.length > 2 ? random.integer(1, captures.length - 1) : -1;
  const exact = { views: 0, likes: 0, comments: 0, shares: 0, saves: 0 };
  const counts = { ...exact };
  let reached = 0;
  for (const [i, captured] of captures.entries()) {
    const expected = expectedViews(growth, (captured - posted) / DAY);
    // Noise goes into the gains, never into the sums: a count that was reached stays reached.
    const gain = (expected - reached) * (0.7 + 0.6 * random.next());
    reached = expected;
    if (i === fallAt) {
      const kept = 1 - random.between(0.005, 0.04);
      exact.views *= kept;
      exact.likes *= kept;
    } else {
      exact.views += gain;
      exact.likes += gain * growth.rates.likes * (0.8 + 0.4 * random.next());
      exact.comments += gain * growth.rates.comments * (0.6 + 0.8 * random.next());
      exact.shares += gain * growth.rates.shares * (0.6 + 0.8 * random.next());
      exact.saves += gain * growth.rates.saves * (0.6 + 0.8 * random.next());
    }
    let falls = false;
    for (const counter of COUNTERS) {
      const count = Math.floor(exact[counter]);
      if (count < counts[counter] && !growth.unreported.has(counter)) falls = true;
      counts[counter] = count;
    }
    yield {
      videoId,
      capturedAt: world.at(captured),
      receivedAt: world.at(captured + random.between(1_000, 40_000)),
      views: growth.unreported.has('views') ? null : counts.views,
      likes: counts.likes,
      comments: growth.unreported.has('comments') ? null : counts.comments,
      shares: growth.unreported.has('shares') ? null : counts.shares,
      saves: growth.unreported.has('saves') ? null : counts.saves,
      falls,
    };
  }
}

/** When a video was looked at: daily in its first two weeks, then every four days, old ones weekly; and just now. */
function captureOffsets(random: RandomStream, posted: number): number[] {
  const offsets: number[] = [];
  const begin = -HISTORY_DAYS * DAY;
  let next = posted > begin ? posted + random.between(1, 8) * HOUR : begin + random.next() * 7 * DAY;
  while (next < -6 * HOUR) {
    offsets.push(next);
    const age = next - posted;
    const step = age < 14 * DAY ? DAY : age < 60 * DAY ? 4 * DAY : 7 * DAY;
    next += step + random.between(-20, 20) * MINUTE;
  }
  offsets.push(-random.between(1, 50) * MINUTE);
  return offsets;
}
