import { z } from 'zod';
import type { DataSource } from 'typeorm';
import { readEnvironment, serviceSettings } from '../configuration/environment.js';
import { openDatabase, type DatabaseOptions } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import type { ReportProgress } from './seed-steps.js';

/** Settings of a process that stores invented data. */
const seedSettings = z.object({
  DATABASE_URL: serviceSettings.DATABASE_URL,
  /** How much data there is. */
  SEED_SCALE: z.enum(['small', 'full'], 'must be small or full').default('full'),
  /** The moment that the data looks back from; now if left out. */
  SEED_NOW: z.iso
    .datetime('must be a time in RFC 3339')
    .transform((text) => new Date(text))
    .optional(),
});

/** What is to be stored. */
export interface SeedWish {
  scale: 'small' | 'full';
  /** The moment that the data looks back from. */
  now: Date;
}

/**
 * Runs a process that stores invented data in a service's database, migrated before. How far it is goes to stdout, a
 * JSON line a step: `{"phase": "videos", "done": 5000, "total": 20000}`. A failure is one sentence on stderr and exit
 * code 1.
 */
export async function runSeed(
  database: Pick<DatabaseOptions, 'name' | 'entities' | 'migrations'>,
  seed: (dataSource: DataSource, wish: SeedWish, report: ReportProgress) => Promise<unknown>,
): Promise<void> {
  try {
    const settings = readEnvironment(seedSettings);
    const dataSource = await openDatabase({ ...database, url: settings.DATABASE_URL, poolSize: 2 });
    try {
      await migrate(dataSource, settings.DATABASE_URL);
      const wish = { scale: settings.SEED_SCALE, now: settings.SEED_NOW ?? new Date() };
      await seed(dataSource, wish, (phase, done, total) => {
        process.stdout.write(`${JSON.stringify({ phase, done, total })}\n`);
      });
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
