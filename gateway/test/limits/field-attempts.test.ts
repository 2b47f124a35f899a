import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { eventually, stream, type Answer, type TestGateway } from '../gateway-kit.js';
import { startForeignSubgraph } from '../graphs/foreign-subgraph.js';
import { runGraph, type ServeOptions } from '../served-graph.js';
import { hasRedis, startRedis } from './redis-server.js';

/** Fields that take a secret: `unlock` says what went wrong in a list, `guess` by null, `fail` by an error. */
const sdl = `
type Query { ok: Boolean guess(code: String): Boolean }
type Mutation { unlock(code: String): Unlocked! fail: Boolean other: Boolean }
type Unlocked { prize: String problems: [Problem!]! }
type Problem { code: String }
`;

const { graph, identity, forOneTest } = runGraph(async () => {
  const subgraph = await startForeignSubgraph(sdl, {
    Query: { ok: () => true, guess: (_: unknown, { code }: { code?: string }) => (code === 'right' ? true : null) },
    Mutation: {
      unlock: (_: unknown, { code }: { code?: string }) =>
        code === 'right' ? { prize: 'yours', problems: [] } : { prize: null, problems: [{ code: 'INVALID' }] },
      fail: () => {
        throw new Error('no');
      },
      other: () => true,
    },
  });
  const composed = composeServices([{ name: 'vault', url: subgraph.url, typeDefs: parse(sdl) }]);
  return { supergraphSdl: composed.supergraphSdl!, queries: subgraph.queries, stop: () => subgraph.stop() };
});

const rule = { type: 'Mutation', field: 'unlock', problems: 'problems', perMinute: 10 };

const start = (more: ServeOptions = {}): Promise<TestGateway> => forOneTest({ fieldAttempts: [rule], ...more });

const unlock = (code: string, selection = 'prize problems { code }'): string =>
  `mutation { unlock(code: "${code}") { ${selection} } }`;
const wrong = unlock('wrong');
const several = (count: number, code: string): string =>
  `mutation { ${Array.from({ length: count }, (_, n) => `a${n}: unlock(code: "${code}${n}") { problems { code } }`).join(' ')} }`;

/** How many tries of one operation run until one is refused. */
const triesLeft = async (gateway: TestGateway, query: string, token?: string): Promise<number> => {
  for (let tries = 0; tries < 30; tries += 1) {
    const { status } = await gateway.run(query, token ? { token } : {});
    if (status === 429) return tries;
  }
  return Infinity;
};

const refused = (answer: Answer): void => {
  expect(answer.status).toBe(429);
  const seconds = Number(answer.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(30);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(answer.errors).toEqual([
    {
      message: `Too many tries of unlock failed: try again in ${seconds} s.`,
      extensions: { code: 'RATE_LIMITED', retryAfter: seconds },
    },
  ]);
};

describe('tries of a field', () => {
  it('that fail are bounded in a minute, whatever is set besides; no service is asked then', async () => {
    const gateway = await start();
    expect(await triesLeft(gateway, wrong)).toBe(10);
    const asked = graph.queries.length;
    refused(await gateway.run(unlock('right')));
    refused(await gateway.run(wrong, { headers: { accept: 'application/graphql-response+json' } }));
    // The long way, through Apollo Server.
    refused(
      await gateway.send({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: wrong, extensions: {} }),
      }),
    );
    refused(await gateway.run(`mutation { other ...F } fragment F on Mutation { x: unlock { prize } }`));
    expect(graph.queries.length).toBe(asked);
    expect((await gateway.run('mutation { other }')).data).toEqual({ other: true });
    // Another client has tries of its own.
    expect(await triesLeft(gateway, wrong, await identity.token())).toBe(10);
  });

  it('that succeed cost nothing', async () => {
    const gateway = await start();
    for (let number = 0; number < 25; number += 1)
      expect((await gateway.run(unlock('right'))).data).toEqual({ unlock: { prize: 'yours', problems: [] } });
    expect(await triesLeft(gateway, wrong)).toBe(10);
  });

  it.each([
    ['does not ask what went wrong', unlock('right', 'prize')],
    ['asks only sometimes', unlock('right', 'prize problems @skip(if: true) { code }')],
    ['calls something else so', unlock('wrong', 'problems: __typename')],
    ['calls it something else', unlock('wrong', 'prize: problems { code }')],
    ['hides it in a fragment', `${unlock('wrong', '...U')} fragment U on Unlocked { other: problems { code } }`],
  ])('count as failed where a client %s', async (_what, query) => {
    expect(await triesLeft(await start(), query)).toBe(10);
  });

  it.each([
    ['by another name, in a fragment', `${unlock('right', '...U')} fragment U on Unlocked { p: problems { code } }`],
    ['left out', 'mutation { other unlock(code: "wrong") @skip(if: true) { prize } }'],
  ])('are given back when they succeed %s', async (_what, query) => {
    expect(await triesLeft(await start(), query)).toBe(Infinity);
  });

  it('count by alias, before they run: also many at once', async () => {
    const gateway = await start();
    expect((await gateway.run(several(9, 'wrong'))).status).toBe(200);
    refused(await gateway.run(several(2, 'wrong')));
    const flood = await start();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => flood.run(several(1, `wrong${n}`))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  });

  it('count over HTTP and WebSocket together', async () => {
    const gateway = await start();
    const token = await identity.token();
    expect((await gateway.run(several(9, 'wrong'), { token })).status).toBe(200);
    const client = gateway.client(token);
    expect((await stream(client, wrong)).results).toHaveLength(1);
    expect((await stream(client, wrong)).error).toMatchObject([
      { extensions: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) } },
    ]);
    await client.dispose();
  });

  it('fail by null or an error where no list of problems is named; of a query too', async () => {
    const fieldAttempts = [
      { type: 'Query', field: 'guess', problems: undefined, perMinute: 3 },
      { type: 'Mutation', field: 'fail', problems: undefined, perMinute: 2 },
    ];
    const gateway = await start({ fieldAttempts });
    expect(await triesLeft(gateway, '{ guess(code: "right") }')).toBe(Infinity);
    expect(await triesLeft(gateway, '{ guess(code: "wrong") ok }')).toBe(3);
    expect(await triesLeft(gateway, 'mutation { fail }')).toBe(2);
    expect(await triesLeft(gateway, wrong)).toBe(Infinity);
  });

  it('of a field that the supergraph does not have are told of in the log', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    await start({ logger });
    expect(lines).toEqual([]);
    await start({
      logger,
      fieldAttempts: [
        { ...rule, field: 'unlok' },
        { ...rule, problems: 'problem' },
      ],
    });
    expect(lines.join()).toContain('"Mutation.unlok:problems","Mutation.unlock:problem"');
  });

  const withRedis = hasRedis ? it : it.skip;
  if (!hasRedis) console.warn('No redis-server on this machine: tries that gateways count together are not tested.');
  withRedis('are shared by gateways over Redis, and given back there', async () => {
    const redis = await startRedis();
    const one = await start({ redisUrl: redis.url });
    const other = await start({ redisUrl: redis.url });
    // Until both are connected each counts for itself.
    let viewers = 0;
    await eventually(async () => {
      const token = await identity.token({ sub: `early-${(viewers += 1)}` });
      await one.run(several(9, 'wrong'), { token });
      return (await other.run(several(2, 'wrong'), { token })).status === 429;
    });
    for (let number = 0; number < 12; number += 1) expect((await one.run(unlock('right'))).status).toBe(200);
    expect((await one.run(several(6, 'wrong'))).status).toBe(200);
    expect(await triesLeft(other, wrong)).toBe(4);
    refused(await one.run(wrong));
    await redis.stop();
  });
});
