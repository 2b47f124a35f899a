import type { CampaignMetrics, CampaignResolvers } from '#schema/__generated__/analytics.js';
import { isId } from '#platform/database/identifiers.js';
import { gainedValues, metricChanges, metricValues } from '../counters/metric-values.js';
import { gainedTotals, noNumbers, type CampaignNumbers } from './campaign-change.js';
import { maySeeCampaignMetrics } from './campaign.policy.js';

/** A campaign's numbers as the API has them. */
export function campaignMetrics(numbers: CampaignNumbers, sequence: number, asOf: Date | null): CampaignMetrics {
  return {
    totals: gainedValues(gainedTotals(numbers)),
    baseline: metricValues(numbers.baseline),
    deltas: metricChanges(numbers.deltas),
    corrections: metricChanges(numbers.corrections),
    lifetime: metricValues(numbers.lifetime),
    videoCount: numbers.videoCount,
    measuredVideoCount: numbers.measuredVideoCount,
    sequence,
    asOf,
  };
}

export const campaignTypes: CampaignResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  metrics: async ({ id }, _arguments, { loaders, viewer }) => {
    const owner = isId(id) ? await loaders.campaignOwner.load(id) : null;
    if (!owner || !maySeeCampaignMetrics(viewer, owner)) return null;
    const total = await loaders.campaignTotal.load(id);
    return campaignMetrics(total?.numbers ?? noNumbers, total?.sequence ?? 0, total?.asOf ?? null);
  },
};
