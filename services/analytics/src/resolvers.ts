import { sharedScalars, wholeNumberScalar } from '#platform/graphql/scalars.js';
import type { Resolvers } from '#schema/__generated__/analytics.js';
import { campaignTypes } from './campaigns/campaign.resolvers.js';
import { metricDefinitions } from './definitions/metric-definitions.js';
import { liveSubscriptions } from './live/live.resolvers.js';
import { rawCountScalar } from './snapshots/raw-count.scalar.js';
import { snapshotMutations, videoSnapshots } from './snapshots/snapshot.resolvers.js';
import { brandMetrics, collaborationMetrics, creatorMetrics, videoMetrics } from './totals/total.resolvers.js';

/** Resolver map of the analytics subgraph. */
export const resolvers: Resolvers = {
  ...sharedScalars,
  Sequence: wholeNumberScalar('Sequence'),
  RawCount: rawCountScalar,
  Query: { metricDefinitions: () => [...metricDefinitions] },
  Mutation: snapshotMutations,
  Subscription: liveSubscriptions,
  Creator: creatorMetrics,
  Brand: brandMetrics,
  Campaign: campaignTypes,
  Collaboration: collaborationMetrics,
  Video: { ...videoMetrics, ...videoSnapshots },
};
