import { COUNTERS } from '../sources/target-fields.js';
import { textTable } from '../text-table.js';
import type { CampaignTotals, CounterTotals } from './expected-totals.js';
import type { Difference, GraphCampaignMetrics } from './replay-verification.js';

const MOST_DIFFERENCES = 50;

/** The subscription that shows a campaign move, to be pasted into the explorer. */
export function subscriptionToTry(campaignId: string): string {
  return `subscription {
  campaignMetrics(campaignId: "${campaignId}") {
    kind sequence asOf
    metrics { totals { views likes } measuredVideoCount }
    videos { creator { handle country } totals { views likes } }
    campaign { name brand { name } }
  }
}`;
}

/** The numbers of a campaign from the files beside those of the graph. */
export function campaignTable(expected: CampaignTotals, actual: GraphCampaignMetrics | null): string {
  const row = (label: string, want: CounterTotals, have: CounterTotals | undefined) =>
    COUNTERS.filter((counter) => want[counter] !== null || (have?.[counter] ?? null) !== null).map((counter) => [
      `${label} ${counter}`,
      shown(want[counter]),
      shown(have?.[counter] ?? null),
      want[counter] === (have?.[counter] ?? null) ? 'equal' : 'DIFFERENT',
    ]);
  return textTable(
    ['campaign', 'files', 'graph', ''],
    [
      ...row('gained', expected.totals, actual?.totals),
      ...row('baseline', expected.baseline, actual?.baseline),
      ...row('lifetime', expected.lifetime, actual?.lifetime),
      [
        'videos',
        shown(expected.videoCount),
        shown(actual?.videoCount ?? null),
        expected.videoCount === actual?.videoCount ? 'equal' : 'DIFFERENT',
      ],
    ],
  );
}

/** What differs, one line each, at most fifty. */
export function differenceTable(differences: readonly Difference[]): string {
  const rows = differences
    .slice(0, MOST_DIFFERENCES)
    .map(({ what, expected, actual }) => [what, shown(expected), shown(actual)]);
  const rest = differences.length - rows.length;
  return textTable(['what', 'files', 'graph'], rows) + (rest > 0 ? `\n… and ${rest} more` : '');
}

function shown(value: number | null): string {
  return value === null ? '-' : value.toLocaleString('en-US');
}
