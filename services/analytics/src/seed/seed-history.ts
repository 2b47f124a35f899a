import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database/transaction.js';
import type { ReportProgress } from '#platform/seeding/seed-steps.js';
import type { DemoData } from '#demo/demo-data.js';
import type { SnapshotRecord } from '#demo/records.js';
import { groupByVideo } from '../campaigns/counting.js';
import { recountVideos } from '../campaigns/linking.js';
import { holdVideos } from '../catalog/video.repository.js';
import { forEachCounter, type ReceivedCapture } from '../counters/counter.js';
import { markCreatorsDirty } from '../creators/dirty-creator.repository.js';
import { insertSnapshots, snapshotKey } from '../snapshots/snapshot.repository.js';
import { takeIn } from '../totals/video-total.js';
import { lockVideoTotals, writeVideoTotals } from '../totals/video-total.repository.js';

/** Videos whose history is stored in one transaction. */
const videosAtATime = 400;

/** Everything but when it arrived, as ingestion knows it. */
const toCapture = (record: SnapshotRecord): ReceivedCapture => ({
  videoId: record.videoId,
  capturedAt: record.capturedAt.getTime(),
  receivedAt: record.receivedAt.getTime(),
  counts: forEachCounter((counter) => {
    const count = record[counter];
    return count === null ? null : BigInt(count);
  }),
});

/**
 * Stores the history of the demo data's counters, and counts it: first that of the videos that count for a campaign
 * (phase `campaign history`), then the rest (phase `history`). It takes the same locks as ingestion, some videos at a time, so
 * it may run while snapshots come in; and what is stored already is passed over, so it may be interrupted and run again.
 * @param phases which of the two to store
 * @returns how many snapshots were stored
 */
export async function seedHistory(
  dataSource: DataSource,
  demo: DemoData,
  report: ReportProgress,
  phases: readonly ('campaign history' | 'history')[] = ['campaign history', 'history'],
): Promise<number> {
  const linked = new Set([...demo.videoLinks()].map((link) => link.videoId));
  const videos = [...demo.videos()];
  const creatorOf = new Map(videos.map((video) => [video.id, video.creatorId]));
  let stored = 0;
  for (const phase of phases) {
    const [present]: { name: string }[] = await dataSource.query(`SELECT name FROM seeds WHERE name = $1`, [phase]);
    if (present) continue;
    const wanted = (videoId: string): boolean => linked.has(videoId) === (phase === 'campaign history');
    const total = videos.filter((video) => wanted(video.id)).length;
    let done = 0;
    report(phase, done, total);
    for (const chunk of byVideos(demo.snapshots(), wanted)) {
      stored += await inTransaction(dataSource, (manager) => storeChunk(manager, chunk, creatorOf));
      done += new Set(chunk.map((capture) => capture.videoId)).size;
      report(phase, done, total);
    }
    await dataSource.query(`INSERT INTO seeds (name) VALUES ($1) ON CONFLICT DO NOTHING`, [phase]);
  }
  return stored;
}

/** The captures of wanted videos, those of some videos at a time; a video's come one after the other. */
function* byVideos(
  records: Iterable<SnapshotRecord>,
  wanted: (videoId: string) => boolean,
): Iterable<ReceivedCapture[]> {
  let chunk: ReceivedCapture[] = [];
  let last = '';
  let count = 0;
  for (const record of records) {
    if (!wanted(record.videoId)) continue;
    if (record.videoId !== last) {
      if (count === videosAtATime) {
        yield chunk;
        chunk = [];
        count = 0;
      }
      last = record.videoId;
      count += 1;
    }
    chunk.push(toCapture(record));
  }
  if (chunk.length) yield chunk;
}

async function storeChunk(
  manager: EntityManager,
  captures: readonly ReceivedCapture[],
  creatorOf: ReadonlyMap<string, string>,
): Promise<number> {
  const ids = [...new Set(captures.map((capture) => capture.videoId))];
  await holdVideos(manager, ids);
  const before = await lockVideoTotals(manager, ids);
  const inserted = await insertSnapshots(manager, captures);
  const fresh = captures.filter((capture) => inserted.has(snapshotKey(capture)));
  if (!fresh.length) return 0;
  const byVideo = groupByVideo(fresh);
  const after = new Map([...before].map(([id, total]) => [id, takeIn(total, byVideo.get(id) ?? [])]));
  await writeVideoTotals(manager, [...after.values()]);
  await recountVideos(manager, before, after);
  await markCreatorsDirty(
    manager,
    ids.flatMap((id) => creatorOf.get(id) ?? []),
  );
  return fresh.length;
}
