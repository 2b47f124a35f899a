import { expect } from '@jest/globals';
import { analyst, type AnalyticsServiceUnderTest } from './analytics-service.js';
import { oracleCounters, type OracleCounts } from './counting-oracle.js';

/** The counters, as a selection. */
export const counterFields = oracleCounters.join(' ');
/** A campaign's numbers as the API gives them. */
export type CampaignNumbersAnswer = Record<
  'totals' | 'baseline' | 'deltas' | 'corrections' | 'lifetime',
  OracleCounts
> & {
  videoCount: number;
  measuredVideoCount: number;
  sequence: number;
  asOf: string | null;
};
/** Asks for the numbers of a campaign. */
export async function numbersOf(
  analytics: AnalyticsServiceUnderTest,
  campaignId: string,
): Promise<CampaignNumbersAnswer> {
  const [found] = await analytics.entities<{ metrics: CampaignNumbersAnswer }>(
    analyst,
    'Campaign',
    [campaignId],
    `metrics { totals { ${counterFields} } baseline { ${counterFields} } deltas { ${counterFields} } corrections { ${counterFields} }
       lifetime { ${counterFields} } videoCount measuredVideoCount sequence asOf }`,
  );
  return found!.metrics;
}

/** baseline + deltas + corrections = lifetime, deltas + corrections = totals, and no rise below or fall above 0. */
export function expectInvariants(numbers: CampaignNumbersAnswer): void {
  for (const counter of oracleCounters) {
    const { totals, baseline, deltas, corrections, lifetime } = numbers;
    if (lifetime[counter] === null) {
      expect([totals, baseline, deltas, corrections].map((counts) => counts[counter])).toEqual([
        null,
        null,
        null,
        null,
      ]);
      continue;
    }
    expect(baseline[counter]! + deltas[counter]! + corrections[counter]!).toBe(lifetime[counter]);
    expect(deltas[counter]! + corrections[counter]!).toBe(totals[counter]);
    expect(deltas[counter]).toBeGreaterThanOrEqual(0);
    expect(corrections[counter]).toBeLessThanOrEqual(0);
  }
}

interface LogEntry {
  sequence: string;
  deltas: (string | null)[];
  corrections: (string | null)[];
  totals_after: Record<'baseline' | 'deltas' | 'corrections' | 'lifetime', (string | null)[]>;
  videos: { videoId: string; gained: (string | null)[]; deltas: (string | null)[]; corrections: (string | null)[] }[];
}

/** The log has no gaps, its entries add up to the campaign's numbers, and each entry's videos to the entry. */
export async function expectLogAddsUp(
  analytics: AnalyticsServiceUnderTest,
  campaignId: string,
  numbers: CampaignNumbersAnswer,
): Promise<void> {
  const log = await analytics.rows<LogEntry>(`SELECT * FROM campaign_log WHERE campaign_id = $1 ORDER BY sequence`, [
    campaignId,
  ]);
  expect(log.map((entry) => Number(entry.sequence))).toEqual(Array.from({ length: log.length }, (_, n) => n + 1));
  expect(numbers.sequence).toBe(log.length);
  const add = (a: number | null, b: string | null | undefined): number | null => (b == null ? a : (a ?? 0) + Number(b));
  const gained = new Map<string, (string | null)[]>();
  const sums = { deltas: oracleCounters.map(() => null), corrections: oracleCounters.map(() => null) } as Record<
    'deltas' | 'corrections',
    (number | null)[]
  >;
  for (const entry of log) {
    for (const kind of ['deltas', 'corrections'] as const) {
      sums[kind] = sums[kind].map((sum, n) => add(sum, entry[kind][n]));
      expect(entry.totals_after[kind].map((value) => value && Number(value))).toEqual(sums[kind]);
      const ofVideos = oracleCounters.map((_, n) =>
        entry.videos.reduce<number | null>((sum, video) => add(sum, video[kind][n]), null),
      );
      expect(entry[kind].map((value) => value && Number(value))).toEqual(ofVideos);
    }
    for (const video of entry.videos) gained.set(video.videoId, video.gained);
  }
  oracleCounters.forEach((counter, n) => {
    expect(sums.deltas[n]).toBe(numbers.deltas[counter]);
    expect(sums.corrections[n]).toBe(numbers.corrections[counter]);
    const total = [...gained.values()].reduce<number | null>((sum, counts) => add(sum, counts[n]), null);
    expect(total).toBe(numbers.totals[counter]);
  });
}
