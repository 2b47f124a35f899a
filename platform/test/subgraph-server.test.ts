import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createEventTables } from '../src/events/outbox.js';
import { assertionHeader, mintAssertion } from '../src/identity/assertion.js';
import { startService, type RunningService } from '../src/process/service.js';
import { SubgraphTester, testViewer } from '../src/testing/subgraph-tester.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/test-database.js';
import { testSecret } from '../src/testing/test-secret.js';
import { Wire } from '../src/testing/wire.js';

class Tables1700000000000 implements MigrationInterface {
  name = 'Tables1700000000000';
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
  }
  async down(): Promise<void> {}
}

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { statement: String failing: String slow: String role: String thing: Thing raised(state: String!): String thrownOut(times: Int!): Int }
  type Mutation { thrownOut: Int }
  type Thing @key(fields: "id") { id: ID! }`;

/** How often the server has thrown its client out in this test. */
let thrownOut = 0;

let database: TestDatabase;
let wire: Wire;
let service: RunningService;
let tester: SubgraphTester;
const viewer = testViewer('BRAND');

beforeAll(async () => {
  database = await createTestDatabase();
  const wired = await Wire.before(database.url);
  wire = wired.wire;
  const settings = {
    HOST: '127.0.0.1',
    PORT: 0,
    DATABASE_URL: wired.url,
    ASSERTION_SECRET: testSecret,
    LOG_LEVEL: 'silent',
  };
  service = await startService(settings, {
    name: 'things',
    entities: [],
    migrations: [Tables1700000000000],
    sdl,
    quiet: true,
    build: ({ dataSource }) => ({
      context: (request) => request,
      resolvers: {
        Query: {
          statement: async () =>
            (
              await dataSource.query<{ query: string }[]>(
                'SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()',
              )
            )[0]!.query,
          failing: () => dataSource.query('SELECT * FROM no_such_table'),
          slow: () => dataSource.query('SET LOCAL statement_timeout = 50; SELECT pg_sleep(5)'),
          raised: (_parent: unknown, { state }: { state: string }) =>
            dataSource.query(`DO $$ BEGIN RAISE EXCEPTION 'of table x' USING ERRCODE = '${state}'; END $$`),
          thrownOut: async (_parent: unknown, { times }: { times: number }) => {
            const throwsOut = (thrownOut += 1) <= times;
            await dataSource.query(throwsOut ? 'SELECT pg_terminate_backend(pg_backend_pid())' : 'SELECT 1');
            return thrownOut;
          },
          role: (_parent: unknown, _arguments: unknown, context: { viewer: { role: string } }) => context.viewer.role,
        },
        Mutation: {
          thrownOut: async () => {
            thrownOut += 1;
            await dataSource.query('SELECT pg_terminate_backend(pg_backend_pid())');
          },
        },
      },
    }),
  });
  tester = new SubgraphTester('things', service.url, testSecret);
});
afterAll(async () => {
  await service.stop();
  wire.close();
  await database.drop();
});

const post = (headers: Record<string, string>, body = JSON.stringify({ query: '{ role }' })): Promise<Response> =>
  fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

beforeEach(() => {
  wire.endDelay = 0;
});

describe('subgraph server', () => {
  it('answers whom the gateway vouches for', async () => {
    expect((await tester.run(viewer, '{ role }')).data).toEqual({ role: 'BRAND' });
  });

  it.each([
    ['no assertion', {}],
    ['an altered one', { [assertionHeader]: `${mintAssertion(viewer, 'things', testSecret)}x` }],
    ['an expired one', { [assertionHeader]: mintAssertion(viewer, 'things', testSecret, 1_000_000_000) }],
    ['one for another service', { [assertionHeader]: mintAssertion(viewer, 'others', testSecret) }],
  ])('refuses %s, entities too', async (_name, headers) => {
    expect((await post(headers as Record<string, string>)).status).toBe(401);
    const entities = JSON.stringify({
      query: '{ _entities(representations: [{ __typename: "Thing", id: "1" }]) { __typename } }',
    });
    expect((await post(headers as Record<string, string>, entities)).status).toBe(401);
  });

  it('writes the request id into the SQL it runs and gives it back', async () => {
    const answer = await post(
      { [assertionHeader]: mintAssertion(viewer, 'things', testSecret), 'x-request-id': 'trace-42' },
      JSON.stringify({ query: '{ statement }' }),
    );
    expect(answer.headers.get('x-request-id')).toBe('trace-42');
    expect(((await answer.json()) as { data: { statement: string } }).data.statement).toMatch(
      /^\/\* request_id=trace-42 \*\/ SELECT query/,
    );
  });

  it('lets no hostile request id into SQL', async () => {
    const answer = await post({
      [assertionHeader]: mintAssertion(viewer, 'things', testSecret),
      'x-request-id': '*/ DROP TABLE x; /*',
    });
    expect(answer.headers.get('x-request-id')).toMatch(/^[A-Za-z0-9._-]{10,64}$/);
  });

  it('says nothing of SQL or stacks in an error, and gives its code and path', async () => {
    const { errors } = await tester.run(viewer, '{ failing }');
    expect(errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        path: ['failing'],
        locations: expect.anything(),
        extensions: { code: 'INTERNAL' },
      },
    ]);
  });

  it('calls a statement that took too long by its name', async () => {
    expect((await tester.run(viewer, '{ slow }')).errors?.[0]?.extensions).toEqual({ code: 'TIMEOUT' });
  });

  it.each([
    ['57014', 'TIMEOUT'],
    ['55P03', 'TIMEOUT'],
    ['40P01', 'CONFLICT'],
    ['40001', 'CONFLICT'],
    ['53100', 'SUBGRAPH_UNAVAILABLE'],
    ['53200', 'SUBGRAPH_UNAVAILABLE'],
    ['58030', 'SUBGRAPH_UNAVAILABLE'],
    ['XX000', 'INTERNAL'],
  ])('calls SQLSTATE %s %s and tells nothing else of it', async (state, code) => {
    const { errors } = await tester.run(viewer, 'query ($state: String!) { raised(state: $state) }', { state });
    expect(errors?.[0]?.extensions).toEqual({ code });
    expect(errors?.[0]?.message).not.toContain('table x');
  });

  it.each([0, 300])(
    'reads once more when thrown out by a database that hangs up %d ms later, and then gives up',
    async (delay) => {
      wire.endDelay = delay;
      const read = 'query ($times: Int!) { thrownOut(times: $times) }';
      thrownOut = 0;
      expect(await tester.run(viewer, read, { times: 1 })).toEqual({ data: { thrownOut: 2 } });
      thrownOut = 0;
      const { errors } = await tester.run(viewer, read, { times: 9 });
      expect(errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE' });
      expect(thrownOut).toBe(2);
    },
  );

  it('never writes once more by itself', async () => {
    thrownOut = 0;
    const { errors } = await tester.run(viewer, 'mutation { thrownOut }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(thrownOut).toBe(1);
  });

  it('refuses what is not JSON', async () => {
    expect((await post({ [assertionHeader]: mintAssertion(viewer, 'things', testSecret) }, '{')).status).toBe(400);
  });

  it('tells its health and its measurements', async () => {
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/sql_statements_total\{origin="request",process="things"\} [1-9]/);
  });
});

describe('a subgraph server whose database is away', () => {
  it('is not ready, and tells no address', async () => {
    await service.dataSource.destroy();
    const answer = await fetch(`${service.url}/health/ready`);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { status: 'not ready', reason: 'the database does not answer' },
    ]);
    await service.dataSource.initialize();
  });
});
