import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createGatewayMetrics } from '../../src/gateway-metrics.js';
import { goodViews, startLibraryGraph } from '../graphs/library-graph.js';
import { runGraph } from '../served-graph.js';

const { graph, identity, another } = runGraph(startLibraryGraph);

beforeEach(() => graph.answerViews(goodViews));

describe('metrics by operation', () => {
  const knownOperations = ['Known'];
  const metrics = createGatewayMetrics({ defaults: false, knownOperations, operationNames: 5 });
  const gateway = another({ metrics });

  /** Values of a metric by its labels, without those that all have. */
  const values = async (name: string) => {
    const lines = (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith(`${name}{`));
    return Object.fromEntries(
      lines.map((line) => {
        const [, labels = '', value] = /\{(.*)\} (\S+)$/.exec(line)!;
        return [labels.replace(/,?process="gateway"/, ''), Number(value)];
      }),
    );
  };
  const count = 'graphql_operation_duration_seconds_count';

  it('tell operations by name and outcome', async () => {
    await gateway.run('query Known { works { title } }');
    await gateway.run('query Known { works { title } }');
    await gateway.run('query Known { me { name } }');
    await gateway.run('{ works { title } }');
    graph.answerViews((_request, response) => void response.socket?.destroy());
    await gateway.run('query Known { totalViews }');
    expect(await values(count)).toEqual({
      'operation="Known",outcome="ok"': 2,
      'operation="Known",outcome="refused"': 1,
      'operation="Known",outcome="errors"': 1,
      'operation="anonymous",outcome="ok"': 1,
    });
    expect(await values('graphql_operation_errors_total')).toEqual({
      'operation="Known",code="UNAUTHENTICATED"': 1,
      'operation="Known",code="SUBGRAPH_UNAVAILABLE"': 1,
    });
    expect(await values('graphql_request_duration_seconds_count')).toMatchObject({
      'outcome="ok"': 3,
      'outcome="refused"': 1,
      'outcome="errors"': 1,
    });
    expect(await values('subgraph_request_duration_seconds_count')).toEqual({
      'subgraph="works",outcome="ok"': 3,
      'subgraph="views",outcome="unavailable"': 1,
    });
    const buckets = await values('subgraph_request_duration_seconds_bucket');
    expect(
      buckets['le="+Inf",subgraph="works",outcome="ok"'] ?? buckets['subgraph="works",outcome="ok",le="+Inf"'],
    ).toBe(3);
  });

  it('have a bounded number of labels, however many names clients think of', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, n) => gateway.run(`query Flood${n} { works { id } }`)));
    await gateway.run(`query ${'Long'.repeat(1_000)} { works { id } }`);
    await gateway.run('query Known { works { title } }');
    const counts = await values(count);
    const names = new Set(Object.keys(counts).map((labels) => /operation="(\w+)"/.exec(labels)![1]!));
    expect([...names].filter((name) => name.startsWith('Flood'))).toHaveLength(4);
    expect(names.size).toBe(4 + ['Known', 'anonymous', 'other'].length);
    expect(counts['operation="other",outcome="ok"']).toBe(297);
    expect(counts['operation="Known",outcome="ok"']).toBe(3);
  });

  it('have no label for what was refused before it was an operation', async () => {
    const before = await values(count);
    await gateway.run('query Bad { noSuchField }');
    expect(await values(count)).toEqual(before);
  });
});

describe('the log of slow operations', () => {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  const slow = () => lines.filter(({ msg }) => msg === 'slow operation');
  const logger = pino({}, sink);
  const gateway = another({ slowOperation: 300, logger });
  const silent = another({ slowOperation: 0, logger });

  beforeEach(() => void lines.splice(0));

  const query = `query Late($ms: Int!, $id: ID!) {
    slow(milliseconds: $ms)
    person(id: $id) { name works { title } }
    work(id: "inline-secret") { title }
  }`;
  const variables = { ms: 400, id: 'variable-secret', undeclared: 1 };

  it('has one line with plan and times, and without values', async () => {
    const token = await identity.token({ sub: 'somebody@example.com' });
    expect((await gateway.run(query, { variables, token })).status).toBe(200);
    expect(slow()).toHaveLength(1);
    const [line] = slow();
    expect(line).toMatchObject({
      level: 40,
      operation: 'Late',
      operationType: 'query',
      document: createHash('sha256').update(query).digest('hex'),
      outcome: 'ok',
      suppressed: 0,
      variables: ['ms', 'id'],
      viewer: { role: 'MEMBER', subject: expect.stringMatching(/^[0-9a-f]{16}$/) },
    });
    expect(line!.milliseconds).toBeGreaterThanOrEqual(300);
    expect(line!.fetches).toEqual(
      expect.arrayContaining([
        { subgraph: 'works', outcome: 'ok', milliseconds: expect.any(Number), entities: 0 },
        { subgraph: 'people', outcome: 'ok', milliseconds: expect.any(Number), entities: 0 },
      ]),
    );
    expect(line!.plan).toMatch(/^QueryPlan \{[\s\S]*Fetch\(service: "works"\)[\s\S]*work\(id: (""|\$\w+)\)/);
    const text = JSON.stringify(line);
    for (const value of ['secret', '400', 'undeclared', 'somebody'])
      expect(text.replace(/"time":\d+/, '')).not.toContain(value);
  });

  it('has one line an operation in a while, which tells how many were left out', async () => {
    await Promise.all(
      ['Burst', 'Burst', 'Burst', 'Other'].map((name) => gateway.run(`query ${name} { slow(milliseconds: 400) }`)),
    );
    expect(
      slow()
        .map(({ operation }) => operation)
        .sort(),
    ).toEqual(['Burst', 'Other']);
  });

  it('has no line of what was quick', async () => {
    await gateway.run('query Quick { works { title } }');
    expect(slow()).toEqual([]);
  });

  it('can be turned off', async () => {
    await silent.run('query Late { slow(milliseconds: 400) }');
    expect(slow()).toEqual([]);
  });
});
