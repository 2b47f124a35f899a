import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#platform/testing/test-database.js';
import { until } from '#platform/testing/until.js';
import { startStack, type RunningStack } from '../../src/stack.js';
import { GraphClient } from './graph-client.js';

const reads = '{ creators(first: 3) { nodes { displayName } } }';

let folder: string;
let stack: RunningStack;
/** The database of the creator service, and a connection that can make its readers wait. */
let database: TestDatabase;
let blocker: pg.Client;
let watcher: pg.Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marketplace-abandoned-'));
  database = await createTestDatabase();
  stack = await startStack({
    dataFolder: folder,
    ports: 'free',
    empty: true,
    still: true,
    environment: { ...process.env, DATABASE_URL_CREATOR: database.url },
  });
  blocker = new pg.Client({ connectionString: database.url, application_name: 'blocker' });
  watcher = new pg.Client({ connectionString: database.url, application_name: 'watcher' });
  await Promise.all([blocker.connect(), watcher.connect()]);
}, 240_000);
afterAll(async () => {
  await Promise.all([blocker?.end(), watcher?.end()]);
  await stack?.stop();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Statements of requests that wait for the lock. */
async function waiting(): Promise<number> {
  const { rows } = await watcher.query<{ waiting: string }>(
    `SELECT count(*) AS waiting FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '/* request_id%'`,
  );
  return Number(rows[0]?.waiting);
}

/** Makes readers of creators wait while `work` runs. */
async function blocked(work: () => Promise<void>): Promise<void> {
  await blocker.query('BEGIN; LOCK TABLE creators IN ACCESS EXCLUSIVE MODE');
  try {
    await work();
  } finally {
    await blocker.query('ROLLBACK');
  }
}

/** The lock timeout of services would end the statements too, after 4 s from their begin. */
const soon = 2_500;

describe('a client that leaves', () => {
  it.each(['HTTP', 'WebSocket'])('over %s takes the SQL of its query with it', async (transport) => {
    const client = new GraphClient(stack.gatewayUrl, await stack.token({ role: 'ANALYST' }));
    expect(await client.run(reads)).toEqual({ data: { creators: { nodes: [] } } });
    await blocked(async () => {
      const tab = new AbortController();
      const token = await stack.token({ role: 'ANALYST' });
      if (transport === 'HTTP') {
        void fetch(`${stack.gatewayUrl}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query: reads }),
          signal: tab.signal,
        }).catch(() => undefined);
      } else client.subscribe(reads);
      await until(async () => (await waiting()) > 0);
      const left = Date.now();
      if (transport === 'HTTP') tab.abort();
      else await client.close();
      await until(async () => (await waiting()) === 0);
      expect(Date.now() - left).toBeLessThan(soon);
    });
    // The connection that it ran on serves the next.
    expect(await client.run(reads)).toEqual({ data: { creators: { nodes: [] } } });
  });
});
