import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of a test file's own. */
export interface TestDatabase {
  url: string;
  /** Drops it, connections and all. */
  drop(): Promise<void>;
}

/**
 * Makes an empty database on the test server.
 * @throws Error when TEST_DATABASE_URL is not set: Jest's global setup does it
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run the tests with `npm test`.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
