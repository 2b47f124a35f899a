import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { documentedAnswers } from '../bad-inputs-page.js';
import { stream, TestGateway } from '../gateway-kit.js';
import { longPlan, startCrossroadsGraph } from '../graphs/crossroads-graph.js';
import { runGraph } from '../served-graph.js';

const { graph, identity, forOneTest } = runGraph(startCrossroadsGraph);
// Paths are bounded where a test is about them; elsewhere the time is what ends planning.
const unbounded = 1_000_000_000;
let gateway: TestGateway;
let log: string[];

beforeEach(async () => {
  log = [];
  gateway = await forOneTest({
    limits: { plannerTime: 1_000, plannerPaths: unbounded, plannerQueue: 10 },
    logger: pino({ level: 'warn' }, { write: (line: string) => void log.push(line) }),
  });
  expect((await gateway.run('{ a }')).data).toEqual({ a: 1 });
});

const lost = (): number => log.filter((line) => line.includes('a task of a worker was given up')).length;
const codeOf = ({ status, errors }: Awaited<ReturnType<TestGateway['run']>>): string =>
  `${status} ${errors?.[0]?.extensions?.code}`;

describe('an operation that would take minutes to plan', () => {
  it('is refused over HTTP and WebSocket, no subgraph asked', async () => {
    const before = graph.asked();
    expect(longPlan().length).toBeLessThan(300);
    const documented = documentedAnswers('planning.test.ts');
    expect(codeOf(await gateway.run(longPlan()))).toBe(documented['a small operation with very many possible plans']);
    const client = gateway.client();
    expect((await stream(client, longPlan('over'))).error).toMatchObject([{ extensions: { code: 'TOO_EXPENSIVE' } }]);
    await client.dispose();
    expect(graph.asked()).toBe(before);
    expect(lost()).toBe(2);
  });

  it('is tried once, however often it comes', async () => {
    const answers = await Promise.all([gateway.run(longPlan()), gateway.run(longPlan()), gateway.run(longPlan())]);
    answers.push(await gateway.run(longPlan()), await gateway.run(`# the same\n${longPlan()}`));
    expect(answers.map(codeOf)).toEqual(answers.map(() => '400 TOO_EXPENSIVE'));
    expect(lost()).toBe(1);
  });

  it('holds up nobody whose operation has a plan, and not for long those who wait for one', async () => {
    let ended = false;
    const refused = gateway.run(longPlan()).finally(() => (ended = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const waits = [gateway.run('{ b }'), gateway.run('{ c d }')];
    expect((await gateway.run('{ a }')).data).toEqual({ a: 1 });
    expect(ended).toBe(false);
    expect((await Promise.all(waits)).map(({ data }) => data)).toEqual([{ b: 1 }, { c: 1, d: 1 }]);
    expect(codeOf(await refused)).toBe('400 TOO_EXPENSIVE');
  });

  it('in a flood waits behind the first operation of another client; what is too much is refused', async () => {
    const flood = Array.from({ length: 6 }, (_, number) => gateway.run(longPlan(`flood${number}`)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    let ended = 0;
    for (const one of flood) void one.then((answer) => (ended += Number(codeOf(answer) === '400 TOO_EXPENSIVE')));
    expect((await gateway.run('{ e }', { token: await identity.token() })).data).toEqual({ e: 1 });
    expect(ended).toBeLessThan(2);
    const codes = (await Promise.all(flood)).map(codeOf).sort();
    // One is being planned, two may wait, which is a fifth of the queue.
    expect(codes).toEqual([
      ...Array<string>(3).fill('400 TOO_EXPENSIVE'),
      ...Array<string>(3).fill('429 RATE_LIMITED'),
    ]);
  });

  it('has more paths than are looked at, and is refused without the loss of a worker', async () => {
    const bounded = await forOneTest({
      logger: pino({ level: 'warn' }, { write: (line: string) => void log.push(line) }),
    });
    const { status, errors } = await bounded.run(longPlan());
    expect({ status, errors }).toEqual({
      status: 400,
      errors: [
        {
          message:
            'The operation is too large to plan. Ask for less at once, or for fewer fields of interfaces and unions.',
          extensions: { code: 'TOO_EXPENSIVE' },
        },
      ],
    });
    expect(lost()).toBe(0);
    expect((await bounded.run('{ c d }')).data).toEqual({ c: 1, d: 1 });
  });

  it.each([
    ['for its time', { plannerTime: 100, plannerPaths: unbounded }],
    ['for its paths', {}],
  ])('five times in a minute, given up %s, nothing new of its client is planned', async (_what, limits) => {
    const quick = await forOneTest({ limits });
    const codes: string[] = [];
    for (let number = 0; number < 7; number += 1) codes.push(codeOf(await quick.run(longPlan(`over${number}`))));
    expect(codes).toEqual([
      ...Array<string>(5).fill('400 TOO_EXPENSIVE'),
      ...Array<string>(2).fill('429 RATE_LIMITED'),
    ]);
    const { status, headers, errors } = await quick.run('{ a }');
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
    expect(errors).toMatchObject([{ extensions: { retryAfter: Number(headers.get('retry-after')) } }]);
    // Another client is not concerned, and what it asked for has a plan from then on.
    expect((await quick.run('{ a }', { token: await identity.token() })).data).toEqual({ a: 1 });
    expect((await quick.run('{ a }')).data).toEqual({ a: 1 });
  });

  it('is let go of when the gateway stops', async () => {
    const stopping = await TestGateway.start(graph.supergraphSdl, identity.identity, {
      limits: { plannerTime: 600_000, plannerPaths: unbounded },
    });
    await stopping.run('{ a }');
    const refused = stopping.run(longPlan()).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await stopping.stop();
    await refused;
  });
});
