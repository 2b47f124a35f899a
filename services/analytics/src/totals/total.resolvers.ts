import type {
  AggregateMetrics,
  BrandResolvers,
  CollaborationResolvers,
  CreatorResolvers,
  GainMetrics,
  VideoResolvers,
} from '#schema/__generated__/analytics.js';
import { isId } from '#platform/database/identifiers.js';
import { forEachCounter } from '../counters/counter.js';
import { metricValues, ratio, toNumber } from '../counters/metric-values.js';
import type { Aggregate } from './aggregate.repository.js';
import { maySeeBrandMetrics, maySeeCollaborationMetrics, maySeePublicMetrics } from './total.policy.js';
import { valuesOf } from './video-total.js';

/** Sums as the API has them: of counters, or of gains, which may be negative. */
function aggregateMetrics(aggregate: Aggregate | null): (AggregateMetrics & GainMetrics) | null {
  if (!aggregate) return null;
  return {
    totals: {
      ...forEachCounter((counter) => toNumber(aggregate.sums[counter])),
      engagements: toNumber(aggregate.engagements),
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
