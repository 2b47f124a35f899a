import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database/transaction.js';
import { appendEvents } from '#platform/events/outbox.js';
import type { DemoData } from '#demo/demo-data.js';
import { AudienceEntity } from '../creators/audience.entity.js';
import { CreatorEntity } from '../creators/creator.entity.js';
import { creatorChanged } from '../creators/creator.events.js';
import { PlatformAccountEntity } from '../creators/platform-account.entity.js';
import { RateEntity } from '../creators/rate.entity.js';
import { storeRows } from '../storage/bulk-write.js';
import { videoChanged } from '../videos/video.events.js';
import { VideoEntity } from '../videos/video.entity.js';
import { accountRows, audienceRows, creatorRow, rateRows, videoRow } from './seed-rows.js';

/** Creators or videos per statement. */
const batchSize = 1_000;

/** How far a part of the work is. */
export type ReportProgress = (phase: string, done: number, total: number) => void;

/** Hands items on in batches, and reports each. */
async function inBatches<Item>(
  phase: string,
  items: readonly Item[],
  report: ReportProgress,
  store: (batch: Item[]) => Promise<unknown>,
): Promise<void> {
  report(phase, 0, items.length);
  for (let first = 0; first < items.length; first += batchSize) {
    await store(items.slice(first, first + batchSize));
    report(phase, Math.min(first + batchSize, items.length), items.length);
  }
}

/**
 * Stores the creators and videos of the demo data and their events, in one transaction. Does nothing where that was
 * done before.
 * @returns whether anything was stored
 */
export function seedCreators(dataSource: DataSource, demo: DemoData, report: ReportProgress): Promise<boolean> {
  return inTransaction(dataSource, async (manager) => {
    const first: unknown[] = await manager.query(
      `INSERT INTO seeds (name) VALUES ('demo') ON CONFLICT DO NOTHING RETURNING name`,
    );
    if (!first.length) return false;
    await store(manager, demo, report);
    return true;
  });
}

async function store(manager: EntityManager, demo: DemoData, report: ReportProgress): Promise<void> {
  const videos = [...demo.videos()].map(videoRow);
  const videoCounts = new Map<string, number>();
  for (const { creatorId } of videos) videoCounts.set(creatorId, (videoCounts.get(creatorId) ?? 0) + 1);

  await inBatches('creators', [...demo.creators()], report, async (records) => {
    const creators = records.map((record) => creatorRow(record, videoCounts.get(record.id) ?? 0));
    await storeRows(manager, CreatorEntity, creators);
    await storeRows(manager, PlatformAccountEntity, records.flatMap(accountRows));
    await storeRows(manager, AudienceEntity, records.flatMap(audienceRows));
    await storeRows(manager, RateEntity, records.flatMap(rateRows));
    await appendEvents(manager, creators.map(creatorChanged));
  });
  await inBatches('videos', videos, report, async (batch) => {
    await storeRows(manager, VideoEntity, batch);
    await appendEvents(manager, batch.map(videoChanged));
  });
}
