import { Any, type EntityManager } from 'typeorm';
import type { Platform } from '../creators/platform-account.js';
import { VideoEntity } from './video.entity.js';

/** Videos by id, those that exist, in any order. */
export function findVideos(manager: EntityManager, ids: readonly string[]): Promise<VideoEntity[]> {
  return manager.find(VideoEntity, { where: { id: Any([...ids]) } });
}

/** Where a page of a creator's videos begins: after this time (null for unknown, which comes last) and id. */
export type VideoPosition = [postedAt: string | null, id: string];

/**
 * The first videos of each creator after a position, the newest first, an unknown time last; in one statement that
 * reads no more than it returns.
 * @param limit per creator
 */
export async function findVideosOf(
  manager: EntityManager,
  creatorIds: readonly string[],
  after: VideoPosition | null,
  limit: number,
): Promise<VideoEntity[]> {
  // As the index `videos_of_creator` has it.
  const time = `coalesce(video.posted_at, '-infinity'::timestamptz)`;
  const rest = after
    ? `AND (${time}, video.id) < (coalesce(cast(:time AS timestamptz), '-infinity'::timestamptz), cast(:id AS uuid))`
    : '';
  const videos = await manager
    .createQueryBuilder(VideoEntity, 'found')
    .where(
      `found.id IN (
         SELECT page.id FROM unnest(cast(:creatorIds AS uuid[])) AS creator (id)
         CROSS JOIN LATERAL (
           SELECT video.id FROM videos video WHERE video.creator_id = creator.id ${rest}
           ORDER BY ${time} DESC, video.id DESC LIMIT :limit
         ) page
       )`,
      { creatorIds, limit, ...(after && { time: after[0], id: after[1] }) },
    )
    .getMany();
  return videos.sort(byNewest);
}

/** The newest first, an unknown time last; the order of the statement above. */
function byNewest(a: VideoEntity, b: VideoEntity): number {
  const time = (video: VideoEntity): number => video.postedAt?.getTime() ?? -Infinity;
  const [timeOfA, timeOfB] = [time(a), time(b)];
  if (timeOfA !== timeOfB) return timeOfB > timeOfA ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/** Videos by the platforms' ids, locked until the transaction ends, in the order of their ids. */
export function lockVideosByKey(
  manager: EntityManager,
  keys: readonly { platform: Platform; platformVideoId: string }[],
): Promise<VideoEntity[]> {
  return manager
    .createQueryBuilder(VideoEntity, 'video')
    .innerJoin(
      `(SELECT DISTINCT * FROM unnest(cast(:platforms AS text[]), cast(:ids AS text[])) AS named (platform, id))`,
      'wanted',
      'video.platform = wanted.platform AND video.platform_video_id = wanted.id',
      { platforms: keys.map(({ platform }) => platform), ids: keys.map(({ platformVideoId }) => platformVideoId) },
    )
    .orderBy('video.id')
    .setLock('pessimistic_write', undefined, ['video'])
    .getMany();
}
