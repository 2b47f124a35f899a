import { runSeed } from '#platform/seeding/seed-process.js';
import { createDemoData } from '#demo/demo-data.js';
import { FULL_SCALE, SMALL_SCALE } from '#demo/demo-scale.js';
import { brandDatabase } from './database.js';
import { seedBrands } from './seed/seed-brands.js';

/** Stores the brand service's part of the demo data. */
await runSeed({ name: 'brand-seed', ...brandDatabase }, (dataSource, { now, scale }, report) => {
  const demo = createDemoData({ now, scale: scale === 'small' ? SMALL_SCALE : FULL_SCALE });
  return seedBrands(dataSource, demo, report);
});
