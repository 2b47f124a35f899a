import { parseArgs } from 'node:util';
import { openDatabase } from '#platform/database/data-source.js';
import { migrate } from '#platform/database/migrate.js';
import { createDemoData } from '#demo/demo-data.js';
import { FULL_SCALE, SMALL_SCALE } from '#demo/demo-scale.js';
import { analyticsDatabase } from './database.js';
import { readSeedEnvironment } from './environment.js';
import { lookBackFrom, seedCatalog, type ReportProgress } from './seed/seed-catalog.js';
import { seedHistory } from './seed/seed-history.js';

/**
 * Stores the analytics service's part of the demo data; says how far it is in JSON lines on stdout. `--phase catalog`
 * stores what the marketplace needs to be served, `--phase history` the rest; without it, both, one after the other.
 * From the phase `history` on it may run beside the service.
 */
async function seed(): Promise<void> {
  const { phase } = parseArgs({ options: { phase: { type: 'string' } } }).values;
  if (phase !== undefined && phase !== 'catalog' && phase !== 'history')
    throw new Error('--phase must be catalog or history.');
  const settings = readSeedEnvironment();
  const dataSource = await openDatabase({
    url: settings.DATABASE_URL,
    name: 'analytics-seed',
    ...analyticsDatabase,
    poolSize: 2,
  });
  const report: ReportProgress = (part, done, total) => {
    process.stdout.write(`${JSON.stringify({ phase: part, done, total })}\n`);
  };
  try {
    await migrate(dataSource, settings.DATABASE_URL);
    const demo = createDemoData({
      now: await lookBackFrom(dataSource, settings.SEED_NOW ?? new Date()),
      scale: settings.SEED_SCALE === 'small' ? SMALL_SCALE : FULL_SCALE,
    });
    if (phase !== 'history') {
      await seedCatalog(dataSource, demo, report);
      await seedHistory(dataSource, demo, report, ['campaign history']);
    }
    if (phase !== 'catalog') await seedHistory(dataSource, demo, report, ['history']);
  } finally {
    await dataSource.destroy();
  }
}

try {
  await seed();
} catch (error) {
  // One sentence for whoever started it, as every process gives.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
