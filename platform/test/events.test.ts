import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { openDatabase } from '../src/database/data-source.js';
import { newId } from '../src/database/identifiers.js';
import { migrate } from '../src/database/migrate.js';
import { FeedConsumer } from '../src/events/consumer.js';
import { OutboxFeed, type FeedEvent } from '../src/events/feed.js';
import { appendEvents, createEventTables } from '../src/events/outbox.js';
import { requireService } from '../src/graphql/subgraph-server.js';
import { startHttpServer, type RunningHttpServer } from '../src/http/http-server.js';
import { createLogger } from '../src/logging/logger.js';
import { createMetrics } from '../src/metrics/metrics.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/test-database.js';
import { testSecret } from '../src/testing/test-secret.js';
import { until } from '../src/testing/until.js';

class Tables1700000000000 implements MigrationInterface {
  name = 'Tables1700000000000';
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
    await runner.query('CREATE TABLE seen (position bigint, name text UNIQUE)');
  }
  async down(): Promise<void> {}
}

let database: TestDatabase;
let dataSource: DataSource;
let feed: OutboxFeed;
const logger = createLogger('test', 'silent');
const event = (name: string, aggregateId = newId()): Parameters<typeof appendEvents>[1][number] => ({
  aggregateType: 'thing',
  aggregateId,
  type: 'thing.changed',
  payload: { name },
});
const names = (events: readonly FeedEvent[]): unknown[] => events.map((one) => one.payload.name);

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await openDatabase({ url: database.url, name: 'test', entities: [], migrations: [Tables1700000000000] });
  await migrate(dataSource, database.url);
  feed = new OutboxFeed(dataSource, database.url, logger);
});
beforeEach(async () => {
  await dataSource.query(
    'TRUNCATE outbox RESTART IDENTITY; TRUNCATE seen; TRUNCATE feed_positions; TRUNCATE dead_letters',
  );
});
afterAll(async () => {
  await feed.stop();
  await dataSource.destroy();
  await database.drop();
});

describe('outbox feed', () => {
  it('gives nothing that was rolled back', async () => {
    await expect(
      dataSource.transaction(async (manager) => {
        await appendEvents(manager, [event('lost')]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await feed.read(0, 10)).toEqual([]);
  });

  it('loses no event whose id was drawn early and committed late', async () => {
    const late = dataSource.createQueryRunner();
    await late.startTransaction();
    await appendEvents(late.manager, [event('late')]);
    await dataSource.transaction((manager) => appendEvents(manager, [event('early')]));
    const first = await feed.read(0, 10);
    expect(names(first)).toEqual(['early']);
    await late.commitTransaction();
    await late.release();
    expect(names(await feed.read(first[0]!.position, 10))).toEqual(['late']);
  });

  it('gives places without gaps, once, under many writers and readers', async () => {
    const write = async (n: number): Promise<void> =>
      dataSource.transaction((manager) => appendEvents(manager, [event(`a${n}`), event(`b${n}`)]));
    await Promise.all([
      ...Array.from({ length: 40 }, (_, n) => write(n)),
      ...Array.from({ length: 10 }, () => feed.read(0, 100)),
    ]);
    const events = await feed.read(0, 1000);
    expect(events.map((one) => one.position)).toEqual(Array.from({ length: 80 }, (_, n) => n + 1));
    expect(new Set(names(events)).size).toBe(80);
  });

  it('keeps the order of one aggregate whose writers exclude each other', async () => {
    const aggregate = newId();
    await dataSource.query(
      'CREATE TABLE IF NOT EXISTS counter (n int); TRUNCATE counter; INSERT INTO counter VALUES (0)',
    );
    const step = (): Promise<void> =>
      dataSource.transaction(async (manager: EntityManager) => {
        const [row]: { n: number }[] = await manager.query('SELECT n FROM counter FOR UPDATE');
        await manager.query('UPDATE counter SET n = n + 1');
        await appendEvents(manager, [event(String(row!.n), aggregate)]);
      });
    await Promise.all([...Array.from({ length: 30 }, step), ...Array.from({ length: 20 }, () => feed.read(0, 5))]);
    expect(names(await feed.read(0, 100))).toEqual(Array.from({ length: 30 }, (_, n) => String(n)));
  });
});

describe('feed consumer', () => {
  let server: RunningHttpServer;
  beforeAll(async () => {
    server = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      routes: { '/events': requireService('source', testSecret, feed.route) },
      ready: async () => undefined,
      logger,
      metrics: createMetrics('test', { defaults: false }),
    });
  });
  afterAll(() => server.stop());

  const follow = (apply: (manager: EntityManager, events: readonly FeedEvent[]) => Promise<void>): FeedConsumer =>
    new FeedConsumer({
      dataSource,
      reader: 'reader',
      feed: 'source',
      url: server.url,
      assertionSecret: testSecret,
      apply,
      logger,
    });
  const store = async (manager: EntityManager, events: readonly FeedEvent[]): Promise<void> => {
    for (const one of events) await manager.query('INSERT INTO seen VALUES ($1, $2)', [one.position, one.payload.name]);
  };
  const seen = async (): Promise<string[]> =>
    (await dataSource.query<{ name: string }[]>('SELECT name FROM seen ORDER BY position')).map((row) => row.name);

  it('refuses a reader without a service assertion', async () => {
    expect((await fetch(`${server.url}/events`)).status).toBe(401);
  });

  it('applies every event once, over stops and starts', async () => {
    await dataSource.transaction((manager) => appendEvents(manager, [event('one'), event('two')]));
    const first = follow(store);
    await until(async () => (await seen()).length === 2);
    await first.stop();
    await dataSource.transaction((manager) => appendEvents(manager, [event('three')]));
    const second = follow(store);
    await until(async () => (await seen()).length === 3);
    await second.stop();
    expect(await seen()).toEqual(['one', 'two', 'three']);
  });

  it('catches up at once when asked to, beside the reader that follows, each event once', async () => {
    const consumer = follow(store);
    for (let n = 0; n < 10; n += 1) {
      await dataSource.transaction((manager) => appendEvents(manager, [event(`a${n}`), event(`b${n}`)]));
      await Promise.all([consumer.catchUp(), consumer.catchUp()]);
      expect(await seen()).toHaveLength(2 * (n + 1));
    }
    await consumer.stop();
  });

  it('sets no event aside that failed through no fault of its own', async () => {
    await dataSource.transaction((manager) => appendEvents(manager, [event('slow'), event('next')]));
    let failures = 3;
    const consumer = follow(async (manager, events) => {
      if (failures-- > 0) await manager.query(`SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)`);
      await store(manager, events);
    });
    await until(async () => (await seen()).length === 2);
    await consumer.stop();
    expect(await dataSource.query('SELECT count(*)::int AS n FROM dead_letters')).toEqual([{ n: 0 }]);
  });

  it('sets an event aside that cannot be applied, and goes on', async () => {
    await dataSource.transaction((manager) => appendEvents(manager, [event('good'), event('poison'), event('better')]));
    const consumer = follow(async (manager, events) => {
      await store(manager, events);
      if (names(events).includes('poison')) throw new Error('cannot be applied');
    });
    await until(async () => (await seen()).length === 2);
    await consumer.stop();
    expect(await seen()).toEqual(['good', 'better']);
    expect(await dataSource.query('SELECT feed, reason FROM dead_letters')).toEqual([
      { feed: 'source', reason: 'cannot be applied' },
    ]);
  });
});
