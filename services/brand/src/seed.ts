import { openDatabase } from '#platform/database/data-source.js';
import { migrate } from '#platform/database/migrate.js';
import { createDemoData } from '#demo/demo-data.js';
import { FULL_SCALE, SMALL_SCALE } from '#demo/demo-scale.js';
import { brandDatabase } from './database.js';
import { readSeedEnvironment } from './environment.js';
import { seedBrands } from './seed/seed-brands.js';

/** Stores the brand service's part of the demo data; says how far it is in JSON lines on stdout. */
async function seed(): Promise<void> {
  const settings = readSeedEnvironment();
  const dataSource = await openDatabase({
    url: settings.DATABASE_URL,
    name: 'brand-seed',
    ...brandDatabase,
    poolSize: 2,
  });
  try {
    await migrate(dataSource, settings.DATABASE_URL);
    const demo = createDemoData({
      now: settings.SEED_NOW ?? new Date(),
      scale: settings.SEED_SCALE === 'small' ? SMALL_SCALE : FULL_SCALE,
    });
    await seedBrands(dataSource, demo, (phase, done, total) => {
      process.stdout.write(`${JSON.stringify({ phase, done, total })}\n`);
    });
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
