import type {
  CampaignMetricsEvent,
  CampaignVideoMetrics,
  SubscriptionResolvers,
} from '#schema/__generated__/analytics.js';
import { isId } from '#platform/database/identifiers.js';
import { badUserInput, notFound, unauthenticated } from '#platform/errors/graphql-errors.js';
import { isAuthenticated } from '#platform/identity/viewer.js';
import type { VideoChange } from '../campaigns/campaign-change.js';
import { isUnpublished, maySeeCampaignMetrics } from '../campaigns/campaign.policy.js';
import { campaignMetrics } from '../campaigns/campaign.resolvers.js';
import type { AnalyticsContext } from '../context.js';
import { unknownCounts } from '../counters/counter.js';
import { gainedValues, metricChanges } from '../counters/metric-values.js';
import { streamCampaign, type CampaignEvent } from './campaign-stream.js';

const longestInterval = 60_000;

function toVideoMetrics(video: VideoChange): CampaignVideoMetrics {
  return {
    video: { id: video.videoId },
    creator: { id: video.creatorId },
    totals: gainedValues(video.gained),
    deltas: metricChanges(video.deltas),
    corrections: metricChanges(video.corrections),
    asOf: video.asOf,
  };
}

function toEvent(event: CampaignEvent): CampaignMetricsEvent {
  if (event.kind === 'PICTURE') {
    const { campaignId, sequence, asOf, numbers, videos } = event.picture;
    return {
      kind: 'PICTURE',
      sequence,
      reset: event.reset,
      asOf,
      metrics: campaignMetrics(numbers, sequence, asOf),
      deltas: metricChanges(unknownCounts),
      corrections: metricChanges(unknownCounts),
      videos: videos.map(toVideoMetrics),
      campaign: { id: campaignId },
    };
  }
  const { campaignId, sequence, asOf, after, deltas, corrections, videos } = event.change;
  return {
    kind: 'CHANGE',
    sequence,
    reset: false,
    asOf,
    metrics: campaignMetrics(after, sequence, asOf),
    deltas: metricChanges(deltas),
    corrections: metricChanges(corrections),
    videos: videos.map(toVideoMetrics),
    campaign: { id: campaignId },
  };
}

export const liveSubscriptions: SubscriptionResolvers = {
  campaignMetrics: {
    subscribe: async (_parent, { campaignId, after, minIntervalMs = 0 }, { viewer, loaders, hub, directory }) => {
      if (!isAuthenticated(viewer)) throw unauthenticated();
      if (minIntervalMs < 0 || minIntervalMs > longestInterval)
        throw badUserInput('minIntervalMs', `must be 0 to ${longestInterval}.`);
      let owner = isId(campaignId) ? await loaders.campaignOwner.load(campaignId.toLowerCase()) : null;
      // It may have been published a moment ago.
      if (owner && isUnpublished(owner) && !maySeeCampaignMetrics(viewer, owner))
        owner = await directory.current(owner.id);
      if (!owner || !maySeeCampaignMetrics(viewer, owner)) throw notFound('Campaign');
      return streamCampaign(hub, { campaignId: owner.id, after: after ?? null, minIntervalMs });
    },
    resolve: (event: CampaignEvent, _arguments: object, context: AnalyticsContext) => {
      // What was looked up for one event is stale at the next.
      context.renewLoaders();
      return toEvent(event);
    },
  },
};
