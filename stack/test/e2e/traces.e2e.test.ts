import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TraceCollector } from '#platform/testing/trace-collector.js';
import { until } from '#platform/testing/until.js';
import { startStack, type RunningStack } from '../../src/stack.js';
import { GraphClient } from './graph-client.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

let folder: string;
let collector: TraceCollector;
let stack: RunningStack;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marketplace-traces-'));
  collector = await TraceCollector.start();
  const environment = {
    ...process.env,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER: 'parentbased_always_off',
    OTEL_BSP_SCHEDULE_DELAY: '100',
    SLOW_OPERATION_MS: '1',
  };
  stack = await startStack({ dataFolder: folder, ports: 'free', empty: true, still: true, environment });
}, 240_000);
afterAll(async () => {
  await stack?.stop();
  await collector?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('one request is one trace from the gateway over the services to their SQL', async () => {
  const token = await stack.token({ role: 'OPERATOR' });
  await new GraphClient(stack.gatewayUrl, token).must(
    `mutation ($creators: [ImportedCreatorInput!]!) { importCreators(input: { creators: $creators }) { results { outcome } } }`,
    {
      creators: [
        {
          platform: 'TIKTOK',
          platformAccountId: 'secret1',
          handle: 'secret.handle',
          displayName: 'Secret',
          reportedAt: '2026-01-01T00:00:00Z',
        },
      ],
    },
  );
  expect(collector.spans).toEqual([]);
  const answer = await fetch(`${stack.gatewayUrl}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    },
    body: JSON.stringify({
      query:
        'query Found { creators(filter: { text: "secret.handle" }, first: 5) { nodes { handle collaborations(first: 2) { totalCount } } } }',
    }),
  });
  const { data, errors } = (await answer.json()) as { data: { creators: { nodes: object[] } }; errors?: unknown };
  expect(errors).toBeUndefined();
  expect(data.creators.nodes).toHaveLength(1);

  const trace = () => collector.trace(traceId);
  const one = (service: string, name: string) => trace().find((span) => span.service === service && span.name === name);
  await until(() => one('gateway', 'query Found') !== undefined && one('creator', 'POST /graphql') !== undefined);
  await until(() => trace().some((span) => span.service === 'creator' && span.attributes['db.system']));
  const root = one('gateway', 'query Found')!;
  expect(root.parentSpanId).toBe('00f067aa0ba902b7');
  const fetched = one('gateway', 'fetch creator')!;
  expect(fetched.parentSpanId).toBe(root.spanId);
  const served = one('creator', 'POST /graphql')!;
  expect(served.parentSpanId).toBe(fetched.spanId);
  const statements = trace().filter((span) => span.service === 'creator' && span.attributes['db.system']);
  expect(statements.map(({ parentSpanId }) => parentSpanId)).toEqual(statements.map(() => served.spanId));
  const [found] = statements.filter((span) => /FROM\s+"?creators/i.test(String(span.attributes['db.query.text'])));
  expect(found?.attributes).toMatchObject({
    'db.system': 'postgresql',
    'db.operation.name': expect.stringMatching(/^(SELECT|WITH)$/),
    'db.response.returned_rows': expect.anything(),
  });
  expect(new Set(collector.spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
  expect(collector.text).not.toMatch(/secret/i);

  const lines = (await readFile(join(folder, 'logs', 'gateway.log'), 'utf8')).split('\n').filter(Boolean);
  const slow = lines
    .map((line) => JSON.parse(line))
    .find(({ msg, operation }) => msg === 'slow operation' && operation);
  expect(slow).toMatchObject({ operation: 'Found', trace_id: traceId, span_id: root.spanId });
  expect(slow.plan).toContain('Fetch(service: "creator")');
});
