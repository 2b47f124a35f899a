import type { Reading } from '../counters/counter.js';

/**
 * What a video has gained for a campaign, counter by counter.
 *
 * - **Latest**: the value of the latest capture that reports the counter.
 * - **Baseline**: the value of the latest capture up to the moment of linking that reports it; if there is none, 0 for a
 *   video that was posted at or after that moment; else the first capture that reports it.
 * - **Gained** = latest − baseline.
 *
 * All three depend only on which captures there are, not on the order in which they came. What a change of the gained
 * value is made of does not: captures newer than what was known are walked one by one, each step a rise or a fall; a
 * baseline that a late capture moves is one rise or fall of its own. So always
 * `gained after = gained before + rises + falls`.
 */

/** A baseline; `at` is null for the 0 of a video that was posted after it was linked. */
export interface Baseline {
  at: number | null;
  value: bigint;
}

/** When a video was linked to the campaign and when it was posted, ms since 1970; null when unknown. */
export interface LinkTimes {
  linkedAt: number;
  postedAt: number | null;
}

/** Where a counter of a linked video stands; both null while it was never reported. */
export interface GainState {
  baseline: Baseline | null;
  latest: Reading | null;
}

/** What readings did to a counter of a linked video. */
export interface GainStep {
  state: GainState;
  /** Sum of the rises, 0 or more; null while the counter was never reported. */
  rises: bigint | null;
  /** Sum of the falls, 0 or less; null while the counter was never reported. */
  falls: bigint | null;
}

/** A counter that was never reported. */
export const neverReported: Readonly<GainState> = { baseline: null, latest: null };

/** Latest minus baseline; null while the counter was never reported. */
export function gainedOf(state: Readonly<GainState>): bigint | null {
  return state.latest && state.baseline ? state.latest.value - state.baseline.value : null;
}

/** The baseline after one more reading. */
function chooseBaseline(link: LinkTimes, present: Baseline | null, reading: Reading): Baseline {
  if (reading.at <= link.linkedAt) {
    const presentIsNewer = present?.at != null && present.at <= link.linkedAt && present.at >= reading.at;
    return presentIsNewer ? present : reading;
  }
  if (!present) return link.postedAt !== null && link.postedAt >= link.linkedAt ? { at: null, value: 0n } : reading;
  const presentStays = present.at === null || present.at <= link.linkedAt || present.at <= reading.at;
  return presentStays ? present : reading;
}

/**
 * Takes new readings of a counter in.
 * @param readings in the order of their captures, none of them taken in before
 */
export function advance(link: LinkTimes, before: Readonly<GainState>, readings: readonly Reading[]): GainStep {
  const gainedBefore = gainedOf(before);
  const known = gainedBefore === null ? null : 0n;
  let baseline = before.baseline;
  for (const reading of readings) baseline = chooseBaseline(link, baseline, reading);
  const newest = readings.at(-1);
  const latest = newest && (!before.latest || newest.at > before.latest.at) ? newest : before.latest;
  if (!baseline || !latest || !newest) return { state: { baseline, latest }, rises: known, falls: known };

  // What lies before the baseline is no gain, and what lies before the latest capture was walked when that came.
  const baselineAt = baseline.at ?? -Infinity;
  const start = before.latest && before.latest.at >= baselineAt ? before.latest : { ...baseline, at: baselineAt };
  let rises = 0n;
  let falls = 0n;
  const step = (change: bigint): void => {
    if (change > 0n) rises += change;
    else falls += change;
  };
  let previous = start.value;
  for (const reading of readings) {
    if (reading.at <= start.at) continue;
    step(reading.value - previous);
    previous = reading.value;
  }
  // What the walk does not explain is the move of the baseline.
  step(latest.value - baseline.value - (gainedBefore ?? 0n) - rises - falls);
  return { state: { baseline, latest }, rises, falls };
}

/**
 * Replaces a counter's state by one that was worked out anew, from all captures. Where there was a gain before, only
 * the difference counts.
 */
export function replaceState(before: Readonly<GainState>, anew: GainStep): GainStep {
  const gainedBefore = gainedOf(before);
  const gainedAfter = gainedOf(anew.state);
  if (gainedBefore === null || gainedAfter === null) return anew;
  const change = gainedAfter - gainedBefore;
  return { state: anew.state, rises: change > 0n ? change : 0n, falls: change < 0n ? change : 0n };
}
