import pg from 'pg';
import type { DataSource } from 'typeorm';

/** Any fixed number: starters of one database agree on it. */
const migrationLock = 7_203_461;

/**
 * Brings a database up to date. Of several starters one migrates and the others wait; a migration that fails midway is
 * rolled back whole.
 * @param url of the same database; the lock has a connection of its own, so that it outlives the migrations' own
 * @returns names of the migrations that ran
 */
export async function migrate(dataSource: DataSource, url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, application_name: 'migration-lock' });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await lock.end();
  }
}

/**
 * Statements that TypeORM would run to make the tables match the entities: empty where migrations and entities agree.
 */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const log = await dataSource.driver.createSchemaBuilder().log();
  return log.upQueries.map((query) => query.query);
}
