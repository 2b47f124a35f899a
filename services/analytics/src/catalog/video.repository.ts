import type { EntityManager } from 'typeorm';
import { rowSet, type RowSetColumn } from '#platform/database/row-set.js';

/** What is known here of a video. */
export interface CatalogVideo {
  id: string;
  creatorId: string;
  platform: string;
  platformVideoId: string;
  /** RFC 3339, or null when unknown. */
  postedAt: string | null;
}

const columns: readonly RowSetColumn<CatalogVideo>[] = [
  { name: 'id', type: 'uuid', value: (video) => video.id },
  { name: 'creator_id', type: 'uuid', value: (video) => video.creatorId },
  { name: 'platform', type: 'text', value: (video) => video.platform },
  { name: 'platform_video_id', type: 'text', value: (video) => video.platformVideoId },
  { name: 'posted_at', type: 'timestamptz', value: (video) => video.postedAt },
];

/** Stores videos, the last word on each; in the order of the ids, as every writer of several videos. */
export async function storeVideos(manager: EntityManager, videos: readonly CatalogVideo[]): Promise<void> {
  const given = rowSet('given', columns, videos);
  await manager.query(
    `INSERT INTO videos AS video (id, creator_id, platform, platform_video_id, posted_at)
     SELECT * FROM ${given.sql} ORDER BY id
     ON CONFLICT (id) DO UPDATE SET creator_id = excluded.creator_id, platform = excluded.platform,
       platform_video_id = excluded.platform_video_id, posted_at = excluded.posted_at
     WHERE (video.creator_id, video.platform, video.platform_video_id, video.posted_at)
       IS DISTINCT FROM (excluded.creator_id, excluded.platform, excluded.platform_video_id, excluded.posted_at)`,
    given.parameters,
  );
  await ensureTotals(
    manager,
    videos.map((video) => video.id),
  );
}

/** Makes sure that videos which something else has told of are there, if only by id and creator. */
export async function ensureVideos(
  manager: EntityManager,
  videos: readonly Pick<CatalogVideo, 'id' | 'creatorId'>[],
): Promise<void> {
  const ids = videos.map((video) => video.id);
  await manager.query(
    `INSERT INTO videos (id, creator_id)
     SELECT DISTINCT ON (id) id, creator_id FROM unnest($1::uuid[], $2::uuid[]) AS given (id, creator_id) ORDER BY id
     ON CONFLICT DO NOTHING`,
    [ids, videos.map((video) => video.creatorId)],
  );
  await ensureTotals(manager, ids);
}

/** Every video has a row of totals from the start: it is what writers of its numbers lock. */
async function ensureTotals(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(
    `INSERT INTO video_totals (video_id) SELECT DISTINCT id FROM unnest($1::uuid[]) AS given (id) ORDER BY id
     ON CONFLICT DO NOTHING`,
    [ids],
  );
}

/** Keeps what is known of videos from changing until the transaction ends; comes before the lock on their totals. */
export async function holdVideos(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(`SELECT 1 FROM videos WHERE id = ANY($1::uuid[]) ORDER BY id FOR SHARE`, [ids]);
}

/** A video as snapshots name it: by id, or by platform and the platform's own id. */
export type VideoReference = { videoId: string } | { platform: string; platformVideoId: string };

/** A video that a reference was found to name. */
export interface KnownVideo {
  id: string;
  creatorId: string;
}

/** A reference as the key of a map. */
export function referenceKey(reference: VideoReference): string {
  return 'videoId' in reference
    ? reference.videoId.toLowerCase()
    : `${reference.platform} ${reference.platformVideoId}`;
}

/** Finds videos by reference, in one statement. @returns by `referenceKey`; unknown ones are left out */
export async function findVideosByReference(
  manager: EntityManager,
  references: readonly VideoReference[],
): Promise<Map<string, KnownVideo>> {
  const ids = references.flatMap((reference) => ('videoId' in reference ? [reference.videoId] : []));
  const named = references.flatMap((reference) => ('videoId' in reference ? [] : [reference]));
  const rows: { id: string; creator_id: string; platform: string | null; platform_video_id: string | null }[] =
    await manager.query(
      `SELECT id, creator_id, NULL AS platform, NULL AS platform_video_id FROM videos WHERE id = ANY($1::uuid[])
       UNION ALL
       SELECT video.id, video.creator_id, video.platform, video.platform_video_id
       FROM unnest($2::text[], $3::text[]) AS given (platform, platform_video_id)
       JOIN videos AS video USING (platform_video_id, platform)`,
      [ids, named.map((reference) => reference.platform), named.map((reference) => reference.platformVideoId)],
    );
  const found = new Map<string, KnownVideo>();
  for (const row of rows) {
    const known = { id: row.id, creatorId: row.creator_id };
    const { platform, platform_video_id: platformVideoId } = row;
    found.set(
      platform !== null && platformVideoId !== null
        ? referenceKey({ platform, platformVideoId })
        : referenceKey({ videoId: row.id }),
      known,
    );
  }
  return found;
}
