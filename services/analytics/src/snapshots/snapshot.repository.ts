import type { EntityManager } from 'typeorm';
import { rowSet, type RowSetColumn } from '#platform/database/row-set.js';
import { counters, type Capture, type ReceivedCapture } from '../counters/counter.js';
import { countsOf, perCounter } from '../counters/counter.columns.js';

const columns: readonly RowSetColumn<ReceivedCapture>[] = [
  { name: 'video_id', type: 'uuid', value: (capture) => capture.videoId },
  { name: 'captured_at', type: 'timestamptz', value: (capture) => new Date(capture.capturedAt) },
  { name: 'received_at', type: 'timestamptz', value: (capture) => new Date(capture.receivedAt) },
  ...counters.map((counter) => ({
    name: counter,
    type: 'bigint',
    value: (capture: ReceivedCapture) => capture.counts[counter],
  })),
];
const names = columns.map((column) => column.name).join(', ');

/** Names the key of a snapshot, video and moment, in a map. */
export const snapshotKey = (capture: Pick<Capture, 'videoId' | 'capturedAt'>): string =>
  `${capture.videoId} ${capture.capturedAt}`;

type KeyRow = { video_id: string; captured_at: Date };
const keyOf = (row: KeyRow): string => snapshotKey({ videoId: row.video_id, capturedAt: row.captured_at.getTime() });

/**
 * Stores snapshots of which there is none yet for the video and moment.
 * @param captures no two with the same key
 * @returns keys of those that were stored
 */
export async function insertSnapshots(
  manager: EntityManager,
  captures: readonly ReceivedCapture[],
): Promise<Set<string>> {
  const given = rowSet('given', columns, captures);
  const rows: KeyRow[] = await manager.query(
    `INSERT INTO snapshots (${names}) SELECT * FROM ${given.sql} ON CONFLICT DO NOTHING
     RETURNING video_id, captured_at`,
    given.parameters,
  );
  return new Set(rows.map(keyOf));
}

/** The snapshots that are stored under the keys of captures, by key. */
export async function findSnapshots(
  manager: EntityManager,
  captures: readonly ReceivedCapture[],
): Promise<Map<string, Capture['counts']>> {
  const given = rowSet('given', columns.slice(0, 2), captures);
  const rows: (Record<string, unknown> & KeyRow)[] = await manager.query(
    `SELECT snapshot.video_id, snapshot.captured_at, ${perCounter((counter) => `snapshot.${counter}`)}
     FROM ${given.sql} JOIN snapshots AS snapshot USING (video_id, captured_at)`,
    given.parameters,
  );
  return new Map(rows.map((row) => [keyOf(row), countsOf(row)]));
}

/** Notes numbers that contradict stored ones; the same contradiction is noted once. */
export async function insertConflicts(manager: EntityManager, captures: readonly ReceivedCapture[]): Promise<void> {
  const given = rowSet('given', columns, captures);
  await manager.query(
    `INSERT INTO snapshot_conflicts (${names}) SELECT * FROM ${given.sql} ORDER BY video_id, captured_at
     ON CONFLICT DO NOTHING`,
    given.parameters,
  );
}
