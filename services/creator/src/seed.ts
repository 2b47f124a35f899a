import { runSeed } from '#platform/seeding/seed-process.js';
import { createDemoData } from '#demo/demo-data.js';
import { FULL_SCALE, SMALL_SCALE } from '#demo/demo-scale.js';
import { creatorDatabase } from './database.js';
import { seedCreators } from './seed/seed-creators.js';

/** Stores the creator service's part of the demo data. */
await runSeed({ name: 'creator-seed', ...creatorDatabase }, (dataSource, { now, scale }, report) => {
  const demo = createDemoData({ now, scale: scale === 'small' ? SMALL_SCALE : FULL_SCALE });
  return seedCreators(dataSource, demo, report);
});
