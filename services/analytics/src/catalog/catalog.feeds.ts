import type { EntityManager } from 'typeorm';
import type { FeedEvent } from '#platform/events/feed.js';
import { findLinkedVideosPostedAnew } from '../campaigns/campaign-link.repository.js';
import { linkVideos, recountVideos } from '../campaigns/linking.js';
import { markCreatorsDirty } from '../creators/dirty-creator.repository.js';
import { lockVideoTotals } from '../totals/video-total.repository.js';
import {
  storeBrands,
  storeCampaigns,
  storeCollaborations,
  storeCreators,
  type CatalogBrand,
  type CatalogCampaign,
  type CatalogCollaboration,
  type CatalogCreator,
} from './catalog.repository.js';
import { storeVideos, type CatalogVideo } from './video.repository.js';

/** Payload of `video.linked`. */
interface LinkedVideo {
  deliverableId: string;
  collaborationId: string;
  campaignId: string;
  creatorId: string;
  videoId: string;
  linkedAt: string;
}

/** The last payload of a type for every object, which holds all that is known of it. */
function newest<Payload>(events: readonly FeedEvent[], type: string, idField: keyof Payload & string): Payload[] {
  const byId = new Map<unknown, Payload>();
  for (const event of events) if (event.type === type) byId.set(event.payload[idField], event.payload as Payload);
  return [...byId.values()];
}

/** Takes in what the creator service tells: creators and videos. */
export async function applyCreatorEvents(manager: EntityManager, events: readonly FeedEvent[]): Promise<void> {
  const creators = newest<CatalogCreator & { creatorId: string }>(events, 'creator.changed', 'creatorId');
  await storeCreators(
    manager,
    creators.map(({ creatorId, ...creator }) => ({ ...creator, id: creatorId })),
  );
  const videos = newest<CatalogVideo & { videoId: string }>(events, 'video.changed', 'videoId');
  if (!videos.length) return;
  await storeVideos(
    manager,
    videos.map(({ videoId, ...video }) => ({ ...video, id: videoId })),
  );
  const moved = await findLinkedVideosPostedAnew(
    manager,
    videos.map((video) => video.videoId),
  );
  if (moved.length) {
    const totals = await lockVideoTotals(manager, moved);
    await recountVideos(manager, totals, totals);
  }
  // Which videos are a creator's last ones may be another matter now.
  await markCreatorsDirty(
    manager,
    videos.map((video) => video.creatorId),
  );
}

/** Takes in what the brand service tells. */
export async function applyBrandEvents(manager: EntityManager, events: readonly FeedEvent[]): Promise<void> {
  const brands = newest<CatalogBrand & { brandId: string }>(events, 'brand.changed', 'brandId');
  await storeBrands(
    manager,
    brands.map(({ brandId, ...brand }) => ({ ...brand, id: brandId })),
  );
}

/** Takes in what the campaign service tells: campaigns, collaborations, and videos that begin to count. */
export async function applyCampaignEvents(manager: EntityManager, events: readonly FeedEvent[]): Promise<void> {
  const campaigns = newest<CatalogCampaign & { campaignId: string }>(events, 'campaign.changed', 'campaignId');
  await storeCampaigns(
    manager,
    campaigns.map(({ campaignId, ...campaign }) => ({ ...campaign, id: campaignId })),
  );
  const collaborations = newest<CatalogCollaboration & { collaborationId: string }>(
    events,
    'collaboration.changed',
    'collaborationId',
  );
  await storeCollaborations(
    manager,
    collaborations.map(({ collaborationId, ...collaboration }) => ({ ...collaboration, id: collaborationId })),
  );
  const links = events.filter((event) => event.type === 'video.linked').map((event) => event.payload as unknown);
  await linkVideos(
    manager,
    (links as LinkedVideo[]).map((link) => ({ ...link, linkedAt: Date.parse(link.linkedAt) })),
  );
}
