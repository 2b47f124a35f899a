import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createGatewayMetrics } from '../../src/gateway-metrics.js';
import { stream, type TestGateway } from '../gateway-kit.js';
import { goodViews, startLibraryGraph } from '../graphs/library-graph.js';
import { runGraph } from '../served-graph.js';

/** Time that a slow subgraph takes for its part of an event, and from which an event is slow, in ms. */
const delay = 60;
const threshold = 50;

const subscription = (name: string) => `subscription ${name}($id: ID!, $count: Int!) {
  workRead(id: $id, count: $count) { sequence work { title views } }
}`;

const { graph, identity, forOneTest } = runGraph(startLibraryGraph);
let gateway: TestGateway;
let lines: Record<string, unknown>[];

beforeEach(() => {
  lines = [];
  graph.answerViews((...given) => void setTimeout(() => goodViews(...given), delay));
});

const start = async (slowOperation: number, operationNames?: number): Promise<void> => {
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  const metrics = createGatewayMetrics({ defaults: false, ...(operationNames && { operationNames }) });
  gateway = await forOneTest({
    slowOperation,
    logger: pino({}, sink),
    metrics,
  });
};
const slow = () => lines.filter(({ msg }) => msg === 'slow operation');
const follow = async (query: string, variables: Record<string, unknown>, readers = 1) => {
  const client = gateway.client(await identity.token({ sub: 'somebody@example.com' }));
  const read = await Promise.all(Array.from({ length: readers }, () => stream(client, query, { variables })));
  await client.dispose();
  return read;
};

/** Values of a metric by its labels, without those that all have. */
const values = async (name: string): Promise<Record<string, number>> => {
  const text = await gateway.metrics.registry.metrics();
  const found = text.split('\n').filter((line) => line.startsWith(`${name}{`));
  return Object.fromEntries(
    found.map((line) => {
      const [, labels = '', value] = /\{(.*)\} (\S+)$/.exec(line)!;
      return [labels.replace(/,?process="gateway"/, ''), Number(value)];
    }),
  );
};

describe('an event whose execution is slow', () => {
  it('is logged with plan and times, and without values', async () => {
    await start(threshold);
    const query = subscription('Late');
    await follow(query, { id: 'w1', count: 1, undeclared: 'variable-secret' });
    expect(slow()).toHaveLength(1);
    const [line] = slow();
    expect(line).toMatchObject({
      level: 40,
      operation: 'Late',
      operationType: 'subscription',
      document: createHash('sha256').update(query).digest('hex'),
      outcome: 'ok',
      suppressed: 0,
      variables: ['id', 'count'],
      viewer: { role: 'MEMBER', subject: expect.stringMatching(/^[0-9a-f]{16}$/) },
      fetches: [{ subgraph: 'views', outcome: 'ok', milliseconds: expect.any(Number), entities: 1 }],
    });
    expect(line!.milliseconds).toBeGreaterThanOrEqual(threshold);
    expect(line!.plan).toMatch(/^QueryPlan \{[\s\S]*Subscription[\s\S]*service: "works"[\s\S]*service: "views"/);
    for (const value of ['secret', 'undeclared', 'somebody']) expect(JSON.stringify(line)).not.toContain(value);
  });

  it('is one line in a while, however many events and subscribers there are', async () => {
    await start(threshold);
    const read = await follow(subscription('Flood'), { id: 'w1', count: 25 }, 3);
    expect(read.map(({ results }) => results.length)).toEqual([25, 25, 25]);
    expect(slow()).toHaveLength(1);
  });

  it('is not logged where that is off, nor while it is quick', async () => {
    await start(0);
    await follow(subscription('Off'), { id: 'w1', count: 1 });
    await gateway.stop();
    await start(5_000);
    await follow(subscription('Quick'), { id: 'w1', count: 1 });
    expect(slow()).toEqual([]);
  });
});

describe('metrics of events', () => {
  const durations = 'graphql_event_duration_seconds';

  it('count each execution once for all who read it, by name and outcome', async () => {
    await start(0);
    await follow(subscription('Shared'), { id: 'w1', count: 4 }, 3);
    graph.answerViews((_request, response) => void response.socket?.destroy());
    await follow(subscription('Shared'), { id: 'w1', count: 2 });
    expect(await values(`${durations}_count`)).toEqual({
      'operation="Shared",outcome="ok"': 4,
      'operation="Shared",outcome="errors"': 2,
    });
    expect((await values(`${durations}_sum`))['operation="Shared",outcome="ok"']).toBeGreaterThan((4 * delay) / 1_100);
    expect(await values('graphql_operation_errors_total')).toEqual({
      'operation="Shared",code="SUBGRAPH_UNAVAILABLE"': 2,
    });
    expect(await values('graphql_operation_duration_seconds_count')).toEqual({});
  });

  it('have a bounded number of labels, however many names clients think of', async () => {
    await start(0, 2);
    graph.answerViews(goodViews);
    for (let n = 0; n < 5; n += 1) await follow(subscription(`Flood${n}`), { id: 'w1', count: 1 });
    expect(await values(`${durations}_count`)).toEqual({
      'operation="Flood0",outcome="ok"': 1,
      'operation="Flood1",outcome="ok"': 1,
      'operation="other",outcome="ok"': 3,
    });
  });
});
