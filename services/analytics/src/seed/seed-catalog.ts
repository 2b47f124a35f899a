import type { DataSource, EntityManager } from 'typeorm';
import { inBatches, seedOnce, type ReportProgress } from '#platform/seeding/seed-steps.js';
import type { DemoData } from '#demo/demo-data.js';
import { linkVideos } from '../campaigns/linking.js';
import { storeBrands, storeCampaigns, storeCollaborations, storeCreators } from '../catalog/catalog.repository.js';
import { storeVideos } from '../catalog/video.repository.js';

/** Rows per statement. */
const batchSize = 1_000;

const time = (moment: Date | null): string | null => moment?.toISOString() ?? null;

/**
 * The moment that the demo data of this database looks back from: that of the first load, so that a load that was
 * interrupted goes on with the same data. It is kept as the time of the entry `demo` in `seeds`.
 */
export async function lookBackFrom(dataSource: DataSource, now: Date): Promise<Date> {
  await dataSource.query(`INSERT INTO seeds (name, seeded_at) VALUES ('demo', $1) ON CONFLICT DO NOTHING`, [now]);
  const [row]: { seeded_at: Date }[] = await dataSource.query(`SELECT seeded_at FROM seeds WHERE name = 'demo'`);
  return row?.seeded_at ?? now;
}

/**
 * Stores copies of the demo data's creators, brands, campaigns, collaborations and videos, and which videos count for
 * which campaign, in one transaction; the feeds would bring the same, later. Does nothing where that was done before.
 * @returns whether anything was stored
 */
export function seedCatalog(dataSource: DataSource, demo: DemoData, report: ReportProgress): Promise<boolean> {
  return seedOnce(dataSource, 'catalog', (manager) => store(manager, demo, report));
}

async function store(manager: EntityManager, demo: DemoData, report: ReportProgress): Promise<void> {
  await inBatches('creators', [...demo.creators()], batchSize, report, (batch) => storeCreators(manager, batch));
  await inBatches('videos', [...demo.videos()], batchSize, report, (batch) =>
    storeVideos(
      manager,
      batch.map((video) => ({ ...video, postedAt: time(video.postedAt) })),
    ),
  );
  await inBatches('brands', [...demo.brands()], batchSize, report, (batch) => storeBrands(manager, batch));
  await inBatches('campaigns', [...demo.campaigns()], batchSize, report, (batch) =>
    storeCampaigns(
      manager,
      batch.map((campaign) => ({ ...campaign, startsAt: time(campaign.startsAt), endsAt: time(campaign.endsAt) })),
    ),
  );
  await inBatches('collaborations', [...demo.collaborations()], batchSize, report, (batch) =>
    storeCollaborations(manager, batch),
  );
  await inBatches('links', [...demo.videoLinks()], batchSize, report, (batch) =>
    linkVideos(
      manager,
      batch.map((link) => ({ ...link, linkedAt: link.linkedAt.getTime() })),
    ),
  );
}
