import type { EntityManager } from 'typeorm';
import { rowSet, type RowSetColumn } from '#platform/database/row-set.js';
import { counters, forEachCounter } from '../counters/counter.js';
import { perCounter } from '../counters/counter.columns.js';
import type { VideoTotal } from './video-total.js';

/** A row of video_totals as `pg` gives it. */
type VideoTotalRow = Record<string, string | Date | null> & { video_id: string; as_of: Date | null };

function toVideoTotal(row: VideoTotalRow): VideoTotal {
  return {
    videoId: row.video_id,
    asOf: row.as_of?.getTime() ?? null,
    latest: forEachCounter((counter) => {
      const value = row[counter];
      const at = row[`${counter}_at`];
      return typeof value === 'string' && at instanceof Date ? { at: at.getTime(), value: BigInt(value) } : null;
    }),
  };
}

const byVideo = (rows: readonly VideoTotalRow[]): Map<string, VideoTotal> =>
  new Map(rows.map((row) => [row.video_id, toVideoTotal(row)]));

/** Totals of videos by id; videos that are not known are left out. */
export async function findVideoTotals(
  manager: EntityManager,
  videoIds: readonly string[],
): Promise<Map<string, VideoTotal>> {
  return byVideo(await manager.query(`SELECT * FROM video_totals WHERE video_id = ANY($1::uuid[])`, [videoIds]));
}

/**
 * Locks the totals of videos and reads them. Whoever writes numbers of a video, or links it to a campaign, holds this
 * lock; all take it in the order of the ids, and before the lock on any campaign, so that no two wait for each other.
 */
export async function lockVideoTotals(
  manager: EntityManager,
  videoIds: readonly string[],
): Promise<Map<string, VideoTotal>> {
  return byVideo(
    await manager.query(
      `SELECT * FROM video_totals WHERE video_id = ANY($1::uuid[]) ORDER BY video_id FOR NO KEY UPDATE`,
      [videoIds],
    ),
  );
}

const moment = (at: number | null | undefined): string | null => (at == null ? null : new Date(at).toISOString());

const columns: readonly RowSetColumn<VideoTotal>[] = [
  { name: 'video_id', type: 'uuid', value: (total) => total.videoId },
  { name: 'as_of', type: 'timestamptz', value: (total) => moment(total.asOf) },
  ...counters.flatMap((counter): RowSetColumn<VideoTotal>[] => [
    { name: counter, type: 'bigint', value: (total) => total.latest[counter]?.value },
    { name: `${counter}_at`, type: 'timestamptz', value: (total) => moment(total.latest[counter]?.at) },
  ]),
];

/** Writes totals of videos whose rows the caller has locked. */
export async function writeVideoTotals(manager: EntityManager, totals: readonly VideoTotal[]): Promise<void> {
  const given = rowSet('given', columns, totals);
  await manager.query(
    `UPDATE video_totals AS total
     SET as_of = given.as_of, ${perCounter((counter) => `${counter} = given.${counter}, ${counter}_at = given.${counter}_at`)}
     FROM ${given.sql} WHERE total.video_id = given.video_id`,
    given.parameters,
  );
}
