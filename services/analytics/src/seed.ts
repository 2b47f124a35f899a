import { parseArgs } from 'node:util';
import { runSeed } from '#platform/seeding/seed-process.js';
import { createDemoData } from '#demo/demo-data.js';
import { FULL_SCALE, SMALL_SCALE } from '#demo/demo-scale.js';
import { analyticsDatabase } from './database.js';
import { lookBackFrom, seedCatalog } from './seed/seed-catalog.js';
import { seedHistory } from './seed/seed-history.js';

/**
 * Stores the analytics service's part of the demo data. `--phase catalog` stores what the marketplace needs to be
 * served, `--phase history` the rest; without it, both, one after the other. From the phase `history` on it may run
 * beside the service.
 */
await runSeed({ name: 'analytics-seed', ...analyticsDatabase }, async (dataSource, { now, scale }, report) => {
  const { phase } = parseArgs({ options: { phase: { type: 'string' } } }).values;
  if (phase !== undefined && phase !== 'catalog' && phase !== 'history')
    throw new Error('--phase must be catalog or history.');
  const demo = createDemoData({
    now: await lookBackFrom(dataSource, now),
    scale: scale === 'small' ? SMALL_SCALE : FULL_SCALE,
  });
  if (phase !== 'history') {
    await seedCatalog(dataSource, demo, report);
    await seedHistory(dataSource, demo, report, ['campaign history']);
  }
  if (phase !== 'catalog') await seedHistory(dataSource, demo, report, ['history']);
});
