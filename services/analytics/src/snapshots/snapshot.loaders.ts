import type { DataSource, EntityManager } from 'typeorm';
import { groupBy } from '#platform/collections/group-by.js';
import { LoaderFamily } from '#platform/loaders/keyed-loader.js';
import { toConnection, type Connection, type Page } from '#platform/paging/connection.js';
import { counters, type Counts } from '../counters/counter.js';
import { countsOf, perCounter } from '../counters/counter.columns.js';

/** A stored snapshot. */
export interface StoredSnapshot {
  capturedAt: Date;
  receivedAt: Date;
  counts: Counts;
  /** Whether a counter is lower than in the capture before that reports it. */
  falls: boolean;
}

/** Name of the list, for cursors. */
export const snapshotList = 'snapshots';

/** Look-ups of snapshots for one request. */
export interface SnapshotLoaders {
  /** Page of the snapshots of a video, the latest capture first. */
  snapshotPage: LoaderFamily<Page, string, Connection<StoredSnapshot>>;
}

/** Whether a counter fell: it is compared with the capture before that reports it. */
const fell = counters
  .map(
    (counter) => `snapshot.${counter} < (
         SELECT earlier.${counter} FROM snapshots AS earlier
         WHERE earlier.video_id = snapshot.video_id AND earlier.captured_at < snapshot.captured_at
           AND earlier.${counter} IS NOT NULL
         ORDER BY earlier.captured_at DESC LIMIT 1)`,
  )
  .join('\n       OR ');

async function findPages(
  manager: EntityManager,
  videoIds: readonly string[],
  page: Page,
): Promise<Connection<StoredSnapshot>[]> {
  const rows: (Record<string, unknown> & {
    video_id: string;
    captured_at: Date;
    received_at: Date;
    falls: boolean | null;
  })[] = await manager.query(
    `SELECT given.video_id, snapshot.captured_at, snapshot.received_at,
       ${perCounter((counter) => `snapshot.${counter}`)}, (${fell}) AS falls
     FROM unnest($1::uuid[]) AS given (video_id)
     CROSS JOIN LATERAL (
       SELECT * FROM snapshots AS one
       WHERE one.video_id = given.video_id AND ($2::timestamptz IS NULL OR one.captured_at < $2)
       ORDER BY one.captured_at DESC LIMIT $3
     ) AS snapshot
     ORDER BY snapshot.captured_at DESC`,
    [videoIds, page.after?.[0] ?? null, page.limit + 1],
  );
  const byVideo = groupBy(rows, (row) => row.video_id);
  return videoIds.map((id) =>
    toConnection(
      (byVideo.get(id.toLowerCase()) ?? []).map((row) => ({
        capturedAt: row.captured_at,
        receivedAt: row.received_at,
        counts: countsOf(row),
        falls: row.falls ?? false,
      })),
      page,
      snapshotList,
      (snapshot) => [snapshot.capturedAt.toISOString()],
    ),
  );
}

/** Makes the loaders of one request. */
export function createSnapshotLoaders({ manager }: DataSource): SnapshotLoaders {
  return { snapshotPage: new LoaderFamily((videoIds, page) => findPages(manager, videoIds, page)) };
}
