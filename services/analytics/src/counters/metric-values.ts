import type { MetricChanges, MetricGains, MetricValues } from '#schema/__generated__/analytics.js';
import { forEachCounter, type Counter, type Counts } from './counter.js';

/**
 * A count as the API writes it. One that a JSON number cannot carry exactly (beyond ±(2^53 − 1)) is not written at all:
 * null rather than a wrong number.
 */
export function toNumber(value: bigint | null): number | null {
  if (value === null) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : null;
}

/** Likes + comments + shares; null unless all three are known. */
export function engagementsOf(counts: Readonly<Counts>): bigint | null {
  const { likes, comments, shares } = counts;
  return likes === null || comments === null || shares === null ? null : likes + comments + shares;
}

/** A fraction; null unless both are known and the divisor is above 0. */
export function ratio(dividend: bigint | null, divisor: bigint | null): number | null {
  return dividend === null || divisor === null || divisor <= 0n ? null : Number(dividend) / Number(divisor);
}

/** Counts as the API writes them, and the metrics that follow from them. */
function withDerived(counts: Readonly<Counts>): Record<Counter | 'engagements' | 'engagementRate', number | null> {
  const engagements = engagementsOf(counts);
  return {
    ...forEachCounter((counter) => toNumber(counts[counter])),
    engagements: toNumber(engagements),
    engagementRate: ratio(engagements, counts.views),
  };
}

/** Counters of one video, or sums of such, with the metrics that follow from them. */
export function metricValues(counts: Readonly<Counts>): MetricValues {
  return withDerived(counts);
}

/** Gains, which may be negative, with the metrics that follow from them. */
export function gainedValues(counts: Readonly<Counts>): MetricGains {
  return withDerived(counts);
}

/** Changes of counters. */
export function metricChanges(counts: Readonly<Counts>): MetricChanges {
  return forEachCounter((counter) => toNumber(counts[counter]));
}
