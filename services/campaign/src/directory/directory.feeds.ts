import type { EntityManager } from 'typeorm';
import type { FeedEvent } from '#platform/events/feed.js';
import type { BrandCopyEntity } from './brand-copy.entity.js';
import type { CreatorCopyEntity } from './creator-copy.entity.js';
import { keepBrands, keepCreators } from './directory.repository.js';

/** Takes in the brand service's events. */
export async function applyBrandEvents(manager: EntityManager, events: readonly FeedEvent[]): Promise<void> {
  const copies = events
    .filter(({ type }) => type === 'brand.changed')
    .map(({ payload }): BrandCopyEntity => ({
      id: String(payload.brandId),
      name: String(payload.name),
      status: String(payload.status),
    }));
  if (copies.length) await keepBrands(manager, copies);
}

/** Takes in the creator service's events. */
export async function applyCreatorEvents(manager: EntityManager, events: readonly FeedEvent[]): Promise<void> {
  const copies = events
    .filter(({ type }) => type === 'creator.changed')
    .map(({ payload }): CreatorCopyEntity => ({ id: String(payload.creatorId), status: String(payload.status) }));
  if (copies.length) await keepCreators(manager, copies);
}
