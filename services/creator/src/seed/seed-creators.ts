import type { DataSource, EntityManager } from 'typeorm';
import { appendEvents } from '#platform/events/outbox.js';
import { inBatches, seedOnce, type ReportProgress } from '#platform/seeding/seed-steps.js';
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

/**
 * Stores the creators and videos of the demo data and their events, in one transaction. Does nothing where that was
 * done before.
 * @returns whether anything was stored
 */
export function seedCreators(dataSource: DataSource, demo: DemoData, report: ReportProgress): Promise<boolean> {
  return seedOnce(dataSource, 'demo', (manager) => store(manager, demo, report));
}

async function store(manager: EntityManager, demo: DemoData, report: ReportProgress): Promise<void> {
  const videos = [...demo.videos()].map(videoRow);
  const videoCounts = new Map<string, number>();
  for (const { creatorId } of videos) videoCounts.set(creatorId, (videoCounts.get(creatorId) ?? 0) + 1);

  await inBatches('creators', [...demo.creators()], batchSize, report, async (records) => {
    const creators = records.map((record) => creatorRow(record, videoCounts.get(record.id) ?? 0));
    await storeRows(manager, CreatorEntity, creators);
    await storeRows(manager, PlatformAccountEntity, records.flatMap(accountRows));
    await storeRows(manager, AudienceEntity, records.flatMap(audienceRows));
    await storeRows(manager, RateEntity, records.flatMap(rateRows));
    await appendEvents(manager, creators.map(creatorChanged));
  });
  await inBatches('videos', videos, batchSize, report, async (batch) => {
    await storeRows(manager, VideoEntity, batch);
    await appendEvents(manager, batch.map(videoChanged));
  });
}
