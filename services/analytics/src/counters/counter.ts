/** What platforms count of a video, in the order in which every list of counters here has them. */
export const counters = ['views', 'likes', 'comments', 'shares', 'saves'] as const;

/** Name of a counter. */
export type Counter = (typeof counters)[number];

/**
 * A value for every counter; null where it is not known. Inside the service they are bigint: one counter fits a
 * JavaScript number, sums of thousands of them need not.
 */
export type Counts = Record<Counter, bigint | null>;

/** A value of a counter and when it was captured, ms since 1970. */
export interface Reading {
  at: number;
  value: bigint;
}

/** The cumulative counters of one video at one moment. */
export interface Capture {
  videoId: string;
  /** When the platform's counters were read, ms since 1970. */
  capturedAt: number;
  counts: Counts;
}

/** A capture as it came in. */
export interface ReceivedCapture extends Capture {
  /** When it reached the marketplace, ms since 1970. */
  receivedAt: number;
}

/** Makes something for every counter. */
export function forEachCounter<Value>(make: (counter: Counter) => Value): Record<Counter, Value> {
  return Object.fromEntries(counters.map((counter) => [counter, make(counter)])) as Record<Counter, Value>;
}

/** No counter known. */
export const unknownCounts: Readonly<Counts> = forEachCounter(() => null);

/** Sum of two values of which either may be unknown: what is not known adds nothing, two unknowns stay unknown. */
export function addKnown(a: bigint | null, b: bigint | null): bigint | null {
  if (a === null) return b;
  return b === null ? a : a + b;
}

/** Sums counter by counter, as `addKnown`. */
export function addCounts(a: Readonly<Counts>, b: Readonly<Counts>): Counts {
  return forEachCounter((counter) => addKnown(a[counter], b[counter]));
}

/** Whether two sets of values are the same, unknown ones included. */
export function sameCounts(a: Readonly<Counts>, b: Readonly<Counts>): boolean {
  return counters.every((counter) => a[counter] === b[counter]);
}

/** A count as JSON keeps it: a bigint has no form of its own there. */
export type StoredCounts = (string | null)[];

/** Counts as a JSON array, in the order of `counters`. */
export function storeCounts(counts: Readonly<Counts>): StoredCounts {
  return counters.map((counter) => counts[counter]?.toString() ?? null);
}

/** Counts from the form of `storeCounts`. */
export function restoreCounts(stored: StoredCounts): Counts {
  return forEachCounter((counter) => toBigint(stored[counters.indexOf(counter)]));
}

/** An integer as Postgres hands it over (text), as bigint. */
export function toBigint(text: string | null | undefined): bigint | null {
  return text == null ? null : BigInt(text);
}
