import { runSeed } from '#platform/seeding/seed-process.js';
import { createDemoData } from '#demo/demo-data.js';
import { FULL_SCALE, SMALL_SCALE } from '#demo/demo-scale.js';
import { campaignDatabase } from './database.js';
import { seedCampaigns } from './seed/seed-campaigns.js';

/** Stores the campaign service's part of the demo data. */
await runSeed({ name: 'campaign-seed', ...campaignDatabase }, (dataSource, { now, scale }, report) => {
  const demo = createDemoData({ now, scale: scale === 'small' ? SMALL_SCALE : FULL_SCALE });
  return seedCampaigns(dataSource, demo, report);
});
