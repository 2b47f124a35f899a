import { describe, expect, it } from '@jest/globals';
import { OperationBudget } from '../../src/limits/operation-budget.js';
import { eventually, stream, type Answer, type TestGateway } from '../gateway-kit.js';
import { startPagedGraph } from '../graphs/paged-graph.js';
import { runGraph, type ServeOptions } from '../served-graph.js';
import { hasRedis, startRedis } from './redis-server.js';

const { graph, identity, forOneTest } = runGraph(startPagedGraph);

const start = (operationBudget: number, more: ServeOptions = {}): Promise<TestGateway> =>
  forOneTest({ limits: { operationBudget }, ...more });

/** Costs 1 + 89, and 10 the first time. */
const ninety = '{ books(first: 89) { nodes { id } } }';

/** What is left, as the header says. */
const left = ({ headers }: Answer): number =>
  Number(/^"cost";r=(\d+);t=\d+$/.exec(headers.get('ratelimit') ?? '')?.[1]);

describe('the budget of a client', () => {
  it('is taken by new documents and by the cost of operations, and told with each answer', async () => {
    const gateway = await start(1_000);
    const first = await gateway.run(ninety);
    expect(first.status).toBe(200);
    expect(first.headers.get('ratelimit-policy')).toBe('"cost";q=1000;w=60');
    expect(left(first)).toBe(1_000 - 10 - 90);
    expect(left(await gateway.run(ninety))).toBe(900 - 90);
    // Each alias counts, and so does an operation that costs nothing.
    expect(left(await gateway.run('{ a: report b: report }'))).toBe(810 - 10 - 14);
    expect(left(await gateway.run('{ word }'))).toBe(786 - 10 - 1);
    expect(left(await gateway.run('mutation { burn }'))).toBe(775 - 10 - 10);
    // A document that is refused is never known.
    expect(left(await gateway.run('{ nothing }'))).toBe(755 - 10);
    expect(left(await gateway.run('{ nothing }'))).toBe(745 - 10);
    expect(left(await gateway.run(`{ ${'nothing '.repeat(1_000)} }`))).toBe(735 - 18);
    // Another viewer has a budget of their own.
    expect(left(await gateway.run(ninety, { token: await identity.token() }))).toBe(1_000 - 90);
  });

  it('spent, refuses with 429 and the time to wait, before anything is looked at', async () => {
    const gateway = await start(100);
    expect((await gateway.run(ninety)).status).toBe(200);
    const asked = graph.asked();
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const answer = await gateway.run(ninety, { headers: { accept } });
      expect(answer.status).toBe(429);
      const seconds = Number(answer.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(30);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(answer.headers.get('ratelimit')).toBe(`"cost";r=0;t=${seconds}`);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfter: seconds } }]);
    }
    expect(
      (await gateway.send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: 'no JSON' })).status,
    ).toBe(429);
    expect(graph.asked()).toBe(asked);
  });

  it('that does not reach for an operation refuses it', async () => {
    const gateway = await start(99);
    const answer = await gateway.run(ninety);
    expect(answer.status).toBe(429);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfter: 60 } }]);
  });

  it('is one over HTTP and WebSocket; there the error says when to come again', async () => {
    const gateway = await start(130);
    const token = await identity.token();
    expect((await gateway.run(ninety, { token })).status).toBe(200);
    const client = gateway.client(token);
    expect((await stream(client, 'subscription { opened(first: 9) { id } }')).results).toHaveLength(1);
    const { error } = await stream(client, ninety);
    expect(error).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) } }]);
    expect((await gateway.run('{ word }', { token })).status).toBe(429);
    await client.dispose();
  });

  it('is of the address that the outermost trusted proxy saw, and of no other that is claimed', async () => {
    const trusting = await start(100, { trustedHops: 1 });
    const from = (address: string): Promise<Answer> =>
      trusting.run(ninety, { headers: { 'x-forwarded-for': address } });
    expect((await from('192.0.2.1')).status).toBe(200);
    expect((await from('10.9.9.9, 192.0.2.1')).status).toBe(429);
    expect((await from('192.0.2.2')).status).toBe(200);
    const plain = await start(100);
    expect((await plain.run(ninety, { headers: { 'x-forwarded-for': '192.0.2.1' } })).status).toBe(200);
    expect((await plain.run(ninety, { headers: { 'x-forwarded-for': '192.0.2.2' } })).status).toBe(429);
  });

  it('is told to pages of other origins as well', async () => {
    const gateway = await start(1_000, { allowedOrigins: ['https://app.example.com'] });
    const { headers } = await gateway.run(ninety, { headers: { origin: 'https://app.example.com' } });
    expect(headers.get('access-control-expose-headers')).toContain('ratelimit, ratelimit-policy');
  });

  it('is not there unless it is set', async () => {
    const { headers } = await (await start(0)).run(ninety);
    expect(headers.get('ratelimit')).toBeNull();
  });
});

describe('a budget in Redis', () => {
  const withRedis = hasRedis ? it : it.skip;
  if (!hasRedis) console.warn('No redis-server on this machine: budgets that gateways share are not tested.');

  withRedis('is shared by gateways; without Redis each counts for itself, and nobody is refused for that', async () => {
    const redis = await startRedis();
    const one = await start(400, { redisUrl: redis.url });
    const other = await start(400, { redisUrl: redis.url });
    await eventually(async () => {
      await one.run('{ a: word }');
      return left(await other.run('{ b: word }')) < 400 - 22;
    });
    const before = left(await one.run('{ word }'));
    expect(left(await other.run(ninety))).toBe(before - 100);
    const port = Number(new URL(redis.url).port);
    await redis.stop();
    const answers = [await one.run(ninety), await one.run(ninety), await other.run(ninety)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    // Four times ninety fit into a budget of its own, and no fifth.
    expect((await one.run(ninety)).status).toBe(200);
    expect((await one.run(ninety)).status).toBe(200);
    expect((await one.run(ninety)).status).toBe(429);
    const again = await startRedis(port);
    await eventually(async () => left(await other.run('{ word }')) === 399, 10_000);
    await again.stop();
  });

  it('that cannot be reached from the start stops nobody', async () => {
    const gateway = await start(1_000, { redisUrl: 'redis://127.0.0.1:1' });
    expect(left(await gateway.run(ninety))).toBe(900);
  });

  it('is counted before the operation runs, also for many at once', async () => {
    const budget = new OperationBudget({ points: 10 });
    const spent = await Promise.allSettled(Array.from({ length: 12 }, () => budget.spend('me', 1)));
    expect(spent.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });
});
