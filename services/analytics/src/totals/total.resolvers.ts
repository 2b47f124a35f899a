import type {
  AggregateMetrics,
  BrandResolvers,
  CollaborationResolvers,
  CreatorResolvers,
  VideoResolvers,
} from '#schema/__generated__/analytics.js';
import { isId } from '#platform/database/identifiers.js';
import { forEachCounter } from '../counters/counter.js';
import { metricValues, ratio, toNumber } from '../counters/metric-values.js';
import type { Aggregate } from './aggregate.repository.js';
import { maySeeBrandMetrics, maySeeCollaborationMetrics, maySeePublicMetrics } from './total.policy.js';
import { valuesOf } from './video-total.js';

/**
 * Sums as the API has them. Gains can be negative, where a platform took back more than came since; the contract's
 * `Count` cannot, so such a sum is null here (`Campaign.metrics` shows it).
 */
function aggregateMetrics(aggregate: Aggregate | null): AggregateMetrics | null {
  if (!aggregate) return null;
  const count = (value: bigint | null): number | null => (value === null || value < 0n ? null : toNumber(value));
  return {
    totals: {
      ...forEachCounter((counter) => count(aggregate.sums[counter])),
      engagements: count(aggregate.engagements),
      engagementRate: ratio(aggregate.ratedEngagements, aggregate.ratedViews),
    },
    videoCount: aggregate.videoCount,
    asOf: aggregate.asOf,
  };
}

export const creatorMetrics: CreatorResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  metrics: async ({ id }, _arguments, { loaders, viewer }) =>
    isId(id) && maySeePublicMetrics(viewer) ? aggregateMetrics(await loaders.creatorAggregate.load(id)) : null,
};

export const brandMetrics: BrandResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  metrics: async ({ id }, _arguments, { loaders, viewer }) =>
    isId(id) && maySeeBrandMetrics(viewer, id) ? aggregateMetrics(await loaders.brandAggregate.load(id)) : null,
};

export const collaborationMetrics: CollaborationResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  metrics: async ({ id }, _arguments, { loaders, viewer }) => {
    const sides = isId(id) ? await loaders.collaborationSides.load(id) : null;
    if (!sides || !maySeeCollaborationMetrics(viewer, sides)) return null;
    return aggregateMetrics(await loaders.collaborationAggregate.load(id));
  },
};

export const videoMetrics: VideoResolvers = {
  metrics: async ({ id }, _arguments, { loaders, viewer }) => {
    const total = isId(id) && maySeePublicMetrics(viewer) ? await loaders.videoTotal.load(id) : null;
    return total?.asOf ? { totals: metricValues(valuesOf(total)), asOf: new Date(total.asOf) } : null;
  },
};
