import type { OutboxEvent } from '#platform/events/outbox.js';
import type { VideoEntity } from './video.entity.js';

/** What other services keep of a video. */
export type PublishedVideo = Pick<VideoEntity, 'id' | 'creatorId' | 'platform' | 'platformVideoId' | 'postedAt'>;

/** Tells other services of a video. */
export function videoChanged({ id, creatorId, platform, platformVideoId, postedAt }: PublishedVideo): OutboxEvent {
  return {
    aggregateType: 'video',
    aggregateId: id,
    type: 'video.changed',
    payload: { videoId: id, creatorId, platform, platformVideoId, postedAt: postedAt?.toISOString() ?? null },
  };
}
