import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { inTransaction } from '../src/database/transaction.js';
import { createEventTables } from '../src/events/outbox.js';
import { assertionHeader, mintAssertion } from '../src/identity/assertion.js';
import { timeLeftHeader } from '../src/logging/request-context.js';
import { startService, type RunningService } from '../src/process/service.js';
import { testViewer, type GraphQLAnswer } from '../src/testing/subgraph-tester.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/test-database.js';
import { testSecret } from '../src/testing/test-secret.js';
import { until } from '../src/testing/until.js';
import { Wire } from '../src/testing/wire.js';

class Tables1700000000000 implements MigrationInterface {
  name = 'Tables1700000000000';
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
    await runner.query('CREATE TABLE notes (text text)');
  }
  async down(): Promise<void> {}
}

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { role: String sleep(seconds: Float!): String steps: Int }
  type Mutation { note(seconds: Float!): String late: String }`;

/** Statements that the query `steps` has seen the end of. */
let stepped = 0;

const resolversOf = (dataSource: DataSource) => ({
  Query: {
    role: (_parent: unknown, _arguments: unknown, context: { viewer: { role: string } }) => context.viewer.role,
    sleep: async (_parent: unknown, { seconds }: { seconds: number }) => {
      await dataSource.query('SELECT pg_sleep($1)', [seconds]);
      return 'slept';
    },
    steps: async () => {
      for (stepped = 0; stepped < 200; stepped += 1) await dataSource.query('SELECT pg_sleep(0.05)');
      return stepped;
    },
  },
  Mutation: {
    note: (_parent: unknown, { seconds }: { seconds: number }) =>
      inTransaction(dataSource, async (manager) => {
        await manager.query(`INSERT INTO notes VALUES ('first')`);
        await manager.query('SELECT pg_sleep($1)', [seconds]);
        await manager.query(`INSERT INTO notes VALUES ('second')`);
        return 'written';
      }),
    late: () =>
      inTransaction(dataSource, async (manager) => {
        await manager.query(`INSERT INTO notes VALUES ('in time')`);
        // The time is up while no statement runs.
        await new Promise((resolve) => setTimeout(resolve, 700));
        return 'written';
      }),
  },
});

let database: TestDatabase;
let service: RunningService;
/** A service whose database is behind a wire that can be cut. */
let remote: RunningService;
let wire: Wire;
const viewer = testViewer('BRAND');

async function startWith(url: string): Promise<RunningService> {
  const settings = {
    HOST: '127.0.0.1',
    PORT: 0,
    DATABASE_URL: url,
    ASSERTION_SECRET: testSecret,
    LOG_LEVEL: 'silent',
  };
  return startService(settings, {
    name: 'things',
    entities: [],
    migrations: [Tables1700000000000],
    sdl,
    quiet: true,
    build: ({ dataSource }) => ({ context: (request) => request, resolvers: resolversOf(dataSource) }),
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startWith(database.url);
  const wired = await Wire.before(database.url);
  wire = wired.wire;
  remote = await startWith(wired.url);
});

beforeEach(() => service.dataSource.query('TRUNCATE notes'));

afterAll(async () => {
  wire?.close();
  await remote?.stop();
  await service?.stop();
  await database?.drop();
});

interface Sent {
  timeLeft?: string;
  signal?: AbortSignal;
  to?: RunningService;
}

async function send(query: string, { timeLeft, signal, to = service }: Sent = {}): Promise<GraphQLAnswer> {
  const answer = await fetch(`${to.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [assertionHeader]: mintAssertion(viewer, 'things', testSecret),
      ...(timeLeft !== undefined && { [timeLeftHeader]: timeLeft }),
    },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });
  return (await answer.json()) as GraphQLAnswer;
}

/** Statements of requests under way: the health check and this one begin otherwise. */
async function running(): Promise<string[]> {
  const rows = await service.dataSource.query<{ query: string }[]>(
    `SELECT query FROM pg_stat_activity
     WHERE datname = current_database() AND state <> 'idle' AND query LIKE '/* request_id%'`,
  );
  return rows.map(({ query }) => query);
}

const backends = async (): Promise<number[]> =>
  (
    await service.dataSource.query<{ pid: number }[]>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'things' ORDER BY pid`,
    )
  ).map(({ pid }) => pid);

const notes = async (): Promise<number> =>
  (await service.dataSource.query<{ count: string }[]>('SELECT count(*) FROM notes')).map(({ count }) =>
    Number(count),
  )[0]!;

const codes = ({ errors }: GraphQLAnswer) => errors?.map(({ path, extensions }) => [path, extensions?.code]);

describe('a query', () => {
  it('whose asker has gone is cancelled at the server, and its connection used on', async () => {
    await send('{ sleep(seconds: 0) }');
    const before = await backends();
    const asker = new AbortController();
    const gone = send('{ a: sleep(seconds: 7) b: sleep(seconds: 7) }', { signal: asker.signal }).catch(() => undefined);
    await until(async () => (await running()).length === 2);
    const left = Date.now();
    asker.abort();
    await gone;
    await until(async () => (await running()).length === 0);
    // Far less than the statements and their timeout would take.
    expect(Date.now() - left).toBeLessThan(4_000);
    expect(await send('{ a: sleep(seconds: 0) b: sleep(seconds: 0) }')).toEqual({ data: { a: 'slept', b: 'slept' } });
    expect(await backends()).toEqual(expect.arrayContaining(before));
  });

  it('that is cancelled just as it ends costs the next statement of its connection nothing', async () => {
    for (let round = 0; round < 40; round += 1) {
      await Promise.all(
        Array.from({ length: 4 }, (_, index) => send('{ sleep(seconds: 0.02) }', { timeLeft: String(20 + 2 * index) })),
      );
      const next = await Promise.all(Array.from({ length: 4 }, () => send('{ sleep(seconds: 0.01) }')));
      for (const answer of next) expect(answer).toEqual({ data: { sleep: 'slept' } });
    }
  });

  it('is stopped shortly before its time is up, with what is ready by then', async () => {
    const started = Date.now();
    const answer = await send('{ role sleep(seconds: 7) }', { timeLeft: '1000' });
    expect(answer.data).toEqual({ role: 'BRAND', sleep: null });
    expect(codes(answer)).toEqual([[['sleep'], 'TIMEOUT']]);
    expect(Date.now() - started).toBeLessThan(4_000);
    expect(await running()).toEqual([]);
  });

  it('begins no statement when its time is up', async () => {
    const answer = await send('{ steps }', { timeLeft: '500' });
    expect(codes(answer)).toEqual([[['steps'], 'TIMEOUT']]);
    expect(stepped).toBeLessThan(100);
    const reached = stepped;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(stepped).toBe(reached);
  });

  it.each(['', '-1', '1.5', '1e3', 'soon', '999999999'])('takes %j for no limit', async (timeLeft) => {
    expect(await send('{ sleep(seconds: 0) }', { timeLeft })).toEqual({ data: { sleep: 'slept' } });
  });
});

describe('a mutation', () => {
  it('that has begun goes on though its asker has gone', async () => {
    const asker = new AbortController();
    const gone = send('mutation { note(seconds: 0.5) }', { signal: asker.signal }).catch(() => undefined);
    await until(async () => (await running()).some((query) => query.includes('pg_sleep')));
    asker.abort();
    await gone;
    await until(async () => (await notes()) === 2);
  });

  it('whose time is up is undone as a whole, and its connection used on', async () => {
    const answer = await send('mutation { note(seconds: 7) }', { timeLeft: '1000' });
    expect(codes(answer)).toEqual([[['note'], 'TIMEOUT']]);
    expect(await notes()).toBe(0);
    expect(await running()).toEqual([]);
    expect(await send('mutation { note(seconds: 0) }')).toEqual({ data: { note: 'written' } });
    expect(await notes()).toBe(2);
  });
});

describe('a transaction whose time was up before its end', () => {
  it('is not committed', async () => {
    const answer = await send('mutation { late }', { timeLeft: '300' });
    expect(codes(answer)).toEqual([[['late'], 'TIMEOUT']]);
    expect(await notes()).toBe(0);
    expect(await send('mutation { late }', { timeLeft: '9000' })).toEqual({ data: { late: 'written' } });
    expect(await notes()).toBe(1);
  });
});

describe('a database that is cut off without a word', () => {
  it('costs its fields alone, and is found again', async () => {
    expect(await send('{ sleep(seconds: 0) }', { to: remote })).toEqual({ data: { sleep: 'slept' } });
    wire.cut = true;
    const started = Date.now();
    const answer = await send('{ role sleep(seconds: 0) }', { to: remote, timeLeft: '500' });
    expect(answer.data).toEqual({ role: 'BRAND', sleep: null });
    expect(codes(answer)).toEqual([[['sleep'], 'SUBGRAPH_UNAVAILABLE']]);
    // Its time, the tries to cancel, and what a busy machine adds.
    expect(Date.now() - started).toBeLessThan(8_000);
    wire.cut = false;
    // What was on its way is lost: only a new connection is of use.
    await until(
      async () => (await send('{ sleep(seconds: 0) }', { to: remote, timeLeft: '1000' })).data?.sleep !== null,
    );
  });
});
