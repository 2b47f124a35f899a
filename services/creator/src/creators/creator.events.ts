import type { OutboxEvent } from '#platform/events/outbox.js';
import type { CreatorEntity } from './creator.entity.js';

/** What other services keep of a creator. */
export type PublishedCreator = Pick<
  CreatorEntity,
  'id' | 'displayName' | 'handle' | 'country' | 'categories' | 'status'
>;

/** Tells other services how a creator stands now. */
export function creatorChanged({
  id,
  displayName,
  handle,
  country,
  categories,
  status,
}: PublishedCreator): OutboxEvent {
  return {
    aggregateType: 'creator',
    aggregateId: id,
    type: 'creator.changed',
    payload: { creatorId: id, displayName, handle, country, categories, status },
  };
}
