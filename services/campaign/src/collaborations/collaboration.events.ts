import type { OutboxEvent } from '#platform/events/outbox.js';
import type { DeliverableEntity } from '../deliverables/deliverable.entity.js';
import type { CollaborationEntity } from './collaboration.entity.js';

/** Tells other services how a collaboration stands now. */
export function collaborationChanged({ id, campaignId, creatorId, status }: CollaborationEntity): OutboxEvent {
  return {
    aggregateType: 'collaboration',
    aggregateId: id,
    type: 'collaboration.changed',
    payload: { collaborationId: id, campaignId, creatorId, status },
  };
}

/** Tells other services that a video counts for a campaign from a moment on. */
export function videoLinked(
  { id, campaignId, creatorId }: CollaborationEntity,
  deliverable: Pick<DeliverableEntity, 'id'> & { videoId: string; publishedAt: Date },
): OutboxEvent {
  return {
    aggregateType: 'collaboration',
    aggregateId: id,
    type: 'video.linked',
    payload: {
      deliverableId: deliverable.id,
      collaborationId: id,
      campaignId,
      creatorId,
      videoId: deliverable.videoId,
      linkedAt: deliverable.publishedAt.toISOString(),
    },
  };
}
