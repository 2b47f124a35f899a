import {
  counters,
  forEachCounter,
  type Capture,
  type Counter,
  type Counts,
  type Reading,
} from '../counters/counter.js';

/**
 * The counters of a video now: for each the reading of the latest capture that reports it. A count that a platform takes
 * back is kept as reported.
 */
export interface VideoTotal {
  videoId: string;
  /** Latest capture, ms since 1970; null when the video was never measured. */
  asOf: number | null;
  latest: Record<Counter, Reading | null>;
}

/** Total of a video that was never measured. */
export function unmeasured(videoId: string): VideoTotal {
  return { videoId, asOf: null, latest: forEachCounter(() => null) };
}

/** The total after further captures, which may come in any order. */
export function takeIn(total: VideoTotal, captures: readonly Capture[]): VideoTotal {
  let asOf = total.asOf;
  const latest = { ...total.latest };
  for (const { capturedAt, counts } of captures) {
    if (asOf === null || capturedAt > asOf) asOf = capturedAt;
    for (const counter of counters) {
      const value = counts[counter];
      const present = latest[counter];
      if (value !== null && (!present || capturedAt > present.at)) latest[counter] = { at: capturedAt, value };
    }
  }
  return { videoId: total.videoId, asOf, latest };
}

/** The values alone. */
export function valuesOf(total: VideoTotal): Counts {
  return forEachCounter((counter) => total.latest[counter]?.value ?? null);
}
