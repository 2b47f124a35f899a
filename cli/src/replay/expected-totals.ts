import { COUNTERS, type Counter } from '../sources/target-fields.js';

/** A value per counter; null where no capture reports it. */
export type CounterTotals = Record<Counter, number | null>;

/** The counters of a video at one moment. Moments are RFC 3339 in UTC with milliseconds, so that they compare as text. */
export interface Capture {
  /** Any key that names the video. */
  readonly video: string;
  readonly capturedAt: string;
  readonly counters: Partial<Record<Counter, number>>;
}

/** A video that counts for a campaign. */
export interface VideoLink {
  readonly video: string;
  readonly linkedAt: string;
  /** When it went public; null when unknown. */
  readonly postedAt: string | null;
}

/** What a campaign has brought. */
export interface CampaignTotals {
  /** lifetime − baseline. */
  readonly totals: CounterTotals;
  readonly baseline: CounterTotals;
  /** Sum of the latest values. */
  readonly lifetime: CounterTotals;
  readonly videoCount: number;
  /** Videos that have been captured at least once. */
  readonly measuredVideoCount: number;
}

/**
 * The captures that stand, by video in the order of their moments: of several for the same video and moment the first in
 * the list, which must be in the order of arrival.
 */
export function standingCaptures(captures: Iterable<Capture>): Map<string, Capture[]> {
  const moments = new Map<string, Map<string, Capture>>();
  for (const capture of captures) {
    const ofVideo = moments.get(capture.video) ?? new Map<string, Capture>();
    moments.set(capture.video, ofVideo);
    if (!ofVideo.has(capture.capturedAt)) ofVideo.set(capture.capturedAt, capture);
  }
  const byMoment = (a: Capture, b: Capture) => (a.capturedAt < b.capturedAt ? -1 : 1);
  return new Map([...moments].map(([video, ofVideo]) => [video, [...ofVideo.values()].toSorted(byMoment)]));
}

/** Counters of one video: for each the value of the latest capture that reports it. */
export function videoTotals(captures: readonly Capture[]): CounterTotals {
  return perCounter((counter) => lastReported(captures, counter));
}

/**
 * Totals of a campaign: the sum over its videos of the latest value minus the value when the video was linked. That is the
 * latest capture up to then; 0 for a video posted at that moment or later; else the first capture that there is. A video
 * that does not report a counter adds nothing to it.
 */
export function campaignTotals(
  standing: ReadonlyMap<string, readonly Capture[]>,
  links: readonly VideoLink[],
): CampaignTotals {
  const totals = nothing();
  const baseline = nothing();
  const lifetime = nothing();
  let measuredVideoCount = 0;
  for (const link of links) {
    const captures = standing.get(link.video) ?? [];
    if (captures.length > 0) measuredVideoCount += 1;
    for (const counter of COUNTERS) {
      const latest = lastReported(captures, counter);
      if (latest === null) continue;
      const base = baselineOf(captures, counter, link);
      totals[counter] = (totals[counter] ?? 0) + latest - base;
      baseline[counter] = (baseline[counter] ?? 0) + base;
      lifetime[counter] = (lifetime[counter] ?? 0) + latest;
    }
  }
  return { totals, baseline, lifetime, videoCount: links.length, measuredVideoCount };
}

/** Value of a counter when the video was linked; the counter must have been reported at least once. */
function baselineOf(captures: readonly Capture[], counter: Counter, link: VideoLink): number {
  const before = lastReported(
    captures.filter((capture) => capture.capturedAt <= link.linkedAt),
    counter,
  );
  if (before !== null) return before;
  if (link.postedAt !== null && link.postedAt >= link.linkedAt) return 0;
  return captures.find((capture) => capture.counters[counter] !== undefined)?.counters[counter] ?? 0;
}

function lastReported(captures: readonly Capture[], counter: Counter): number | null {
  return captures.findLast((capture) => capture.counters[counter] !== undefined)?.counters[counter] ?? null;
}

function perCounter(value: (counter: Counter) => number | null): CounterTotals {
  return Object.fromEntries(COUNTERS.map((counter) => [counter, value(counter)])) as CounterTotals;
}

function nothing(): CounterTotals {
  return perCounter(() => null);
}
