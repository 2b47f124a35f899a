import { setTimeout as delay } from 'node:timers/promises';
import type { GraphClient } from '../graph-client.js';
import { COUNTERS } from '../sources/target-fields.js';
import type { CampaignTotals, CounterTotals } from './expected-totals.js';
import type { KnownVideo } from './replay-campaign.js';

/** Numbers of a campaign as the graph has them. */
export interface GraphCampaignMetrics {
  readonly totals: CounterTotals;
  readonly baseline: CounterTotals;
  readonly deltas: CounterTotals;
  readonly corrections: CounterTotals;
  readonly lifetime: CounterTotals;
  readonly videoCount: number;
  readonly measuredVideoCount: number;
  readonly sequence: number | string;
}

/** A number that is not what it should be. */
export interface Difference {
  /** What was counted, such as `campaign totals.views`. */
  readonly what: string;
  readonly expected: number | null;
  readonly actual: number | null;
}

const COUNTER_FIELDS = COUNTERS.join(' ');
// Well below what the gateway allows in one document.
const VIDEOS_AT_ONCE = 40;
const PATIENCE_MS = 30_000;
const PAUSE_MS = 500;

/** Reads the numbers of a campaign; null when the graph has none. */
export async function readCampaignMetrics(
  client: GraphClient,
  campaignId: string,
): Promise<GraphCampaignMetrics | null> {
  const data = await client<{ campaign: { metrics: GraphCampaignMetrics | null } | null }>(
    `query ReplayCampaignMetrics($id: ID!) {
      campaign(id: $id) {
        metrics {
          totals { ${COUNTER_FIELDS} } baseline { ${COUNTER_FIELDS} } deltas { ${COUNTER_FIELDS} }
          corrections { ${COUNTER_FIELDS} } lifetime { ${COUNTER_FIELDS} }
          videoCount measuredVideoCount sequence
        }
      }
    }`,
    { id: campaignId },
  );
  return data.campaign?.metrics ?? null;
}

/** Compares a campaign with what the files say, and checks that its own numbers add up. */
export function compareCampaign(expected: CampaignTotals, actual: GraphCampaignMetrics | null): Difference[] {
  if (!actual) return [{ what: 'campaign metrics', expected: expected.videoCount, actual: null }];
  const differences: Difference[] = [];
  const check = (what: string, want: number | null, have: number | null) => {
    if (want !== have) differences.push({ what: `campaign ${what}`, expected: want, actual: have });
  };
  check('videoCount', expected.videoCount, actual.videoCount);
  check('measuredVideoCount', expected.measuredVideoCount, actual.measuredVideoCount);
  for (const counter of COUNTERS) {
    for (const part of ['totals', 'baseline', 'lifetime'] as const)
      check(`${part}.${counter}`, expected[part][counter], actual[part][counter]);
    if (actual.lifetime[counter] === null) continue;
    const moved = (actual.deltas[counter] ?? 0) + (actual.corrections[counter] ?? 0);
    check(`deltas + corrections of ${counter}`, actual.totals[counter], moved);
    check(
      `baseline + deltas + corrections of ${counter}`,
      actual.lifetime[counter],
      (actual.baseline[counter] ?? 0) + moved,
    );
  }
  return differences;
}

/** Reads the counters of videos, by their keys; a video that was never measured is left out. */
export async function readVideoTotals(
  client: GraphClient,
  videos: readonly KnownVideo[],
  onRead: (count: number) => void = () => undefined,
): Promise<Map<string, CounterTotals>> {
  const totals = new Map<string, CounterTotals>();
  for (let start = 0; start < videos.length; start += VIDEOS_AT_ONCE) {
    const page = videos.slice(start, start + VIDEOS_AT_ONCE);
    const variables = Object.fromEntries(page.map((video, index) => [`v${index}`, video.id]));
    const parameters = page.map((_, index) => `$v${index}: ID!`).join(', ');
    const fields = page
      .map((_, index) => `v${index}: video(id: $v${index}) { metrics { totals { ...Counters } } }`)
      .join('\n');
    const data = await client<Record<string, { metrics: { totals: CounterTotals } | null } | null>>(
      `query ReplayVideoMetrics(${parameters}) { ${fields} }\nfragment Counters on MetricValues { ${COUNTER_FIELDS} }`,
      variables,
    );
    page.forEach((video, index) => {
      const metrics = data[`v${index}`]?.metrics;
      if (metrics) totals.set(video.key, metrics.totals);
    });
    onRead(Math.min(start + page.length, videos.length));
  }
  return totals;
}

/** Compares videos with what the files say. */
export function compareVideos(
  expected: ReadonlyMap<string, CounterTotals>,
  actual: ReadonlyMap<string, CounterTotals>,
): Difference[] {
  const differences: Difference[] = [];
  for (const [key, totals] of expected) {
    const have = actual.get(key);
    for (const counter of COUNTERS) {
      if (totals[counter] !== (have?.[counter] ?? null)) {
        differences.push({
          what: `video ${key} ${counter}`,
          expected: totals[counter],
          actual: have?.[counter] ?? null,
        });
      }
    }
  }
  return differences;
}

/**
 * Asks again until there are no differences, or half a minute has passed: what was linked a moment ago reaches the numbers
 * as an event. Returns the last answer.
 */
export async function settle<T>(
  ask: () => Promise<T>,
  isSettled: (answer: T) => boolean,
  signal?: AbortSignal,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (isSettled(answer) || Date.now() >= deadline) return answer;
    signal?.throwIfAborted();
    await delay(PAUSE_MS);
  }
}
