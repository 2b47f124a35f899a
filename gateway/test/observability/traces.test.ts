import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import WebSocket from 'ws';
import { TraceCollector, type ReceivedSpan } from '#platform/testing/trace-collector.js';
import { startTracing } from '#platform/traces/tracing.js';
import { eventually, stream } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

const silent = pino({ level: 'silent' });
const given = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };

const { graph, gateway } = serveGraph(startLibraryGraph);
let collector: TraceCollector;
let stopTracing: (() => Promise<void>) | undefined;

beforeAll(async () => void (collector = await TraceCollector.start()));
afterEach(() => stopTracing?.());
afterAll(() => collector?.stop());

/** Traces what `work` does. @returns its spans, once the collector has them */
async function traced(work: () => Promise<unknown>, settings: Record<string, string> = {}): Promise<ReceivedSpan[]> {
  const before = collector.spans.length;
  stopTracing = await startTracing('gateway', silent, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...settings });
  await work();
  // The spans of servers end when their sockets say so, a moment after the client has its answer.
  await new Promise((resolve) => setTimeout(resolve, 200));
  await stopTracing();
  return collector.spans.slice(before);
}

const named = (spans: ReceivedSpan[], name: string) => spans.filter((span) => span.name === name);

/** The one span of a name. */
function only(spans: ReceivedSpan[], name: string): ReceivedSpan {
  const found = named(spans, name);
  expect({ name, found: found.length, all: spans.map((span) => span.name) }).toMatchObject({ found: 1 });
  return found[0]!;
}

describe('a traced query', () => {
  it('is one trace: parsing, validation, planning and a fetch of each subgraph, each with its server', async () => {
    const spans = await traced(() => gateway.run('query Titles { works { title author { name } } }'));
    const root = only(spans, 'query Titles');
    expect(root).toMatchObject({
      kind: 2,
      attributes: {
        'graphql.operation.type': 'query',
        'graphql.operation.name': 'Titles',
        'graphql.outcome': 'ok',
        'http.route': '/graphql',
        'http.response.status_code': 200,
      },
    });
    expect(root.parentSpanId ?? '').toBe('');
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([root.traceId]));
    for (const step of ['graphql.parse', 'graphql.validate', 'graphql.plan', 'fetch works', 'fetch people'])
      expect(only(spans, step).parentSpanId).toBe(root.spanId);
    expect(only(spans, 'fetch people').attributes).toMatchObject({
      'subgraph.name': 'people',
      'subgraph.entities': 2,
      'subgraph.outcome': 'ok',
    });
    const servers = named(spans, 'POST /graphql').map(({ parentSpanId }) => parentSpanId);
    expect(new Set(servers)).toEqual(new Set([only(spans, 'fetch works').spanId, only(spans, 'fetch people').spanId]));
  });

  it('has no span for what was prepared before', async () => {
    const query = 'query Again { works { title } }';
    await gateway.run(query);
    const spans = await traced(() => gateway.run(query));
    expect(spans.map(({ name }) => name).sort()).toEqual(['POST /graphql', 'fetch works', 'query Again']);
  });

  it('holds no value that the client sent', async () => {
    const before = collector.text.length;
    await traced(() =>
      gateway.run('query Hidden($id: ID!) { work(id: $id) { title } person(id: "inline-secret") { name } }', {
        variables: { id: 'variable-secret' },
      }),
    );
    expect(collector.text.slice(before)).toContain('Hidden');
    expect(collector.text.slice(before)).not.toContain('secret');
  });

  it('tells what came of a fetch', async () => {
    graph.answerViews((_request, response) => void response.socket?.destroy());
    const spans = await traced(() => gateway.run('query Views { totalViews }'));
    expect(only(spans, 'fetch views')).toMatchObject({
      attributes: { 'subgraph.outcome': 'unavailable' },
      status: { code: 2 },
    });
  });
});

describe('the trace of a client', () => {
  const run = (traceparent: string) => () =>
    gateway.run('query Handed { works { title } }', { headers: { traceparent } });

  it('goes on', async () => {
    const spans = await traced(run(`00-${given.traceId}-${given.spanId}-01`));
    expect(only(spans, 'query Handed')).toMatchObject({ traceId: given.traceId, parentSpanId: given.spanId });
    expect(spans.every(({ traceId }) => traceId === given.traceId)).toBe(true);
  });

  it('is left alone when it is not to be sampled', async () => {
    expect(await traced(run(`00-${given.traceId}-${given.spanId}-00`))).toEqual([]);
  });

  it.each([
    '',
    'x',
    `00-${given.traceId}-${given.spanId}`,
    `00-${given.traceId.toUpperCase()}-${given.spanId}-01`,
    `00-${'0'.repeat(32)}-${given.spanId}-01`,
    `00-${given.traceId}-${'0'.repeat(16)}-01`,
    `ff-${given.traceId}-${given.spanId}-01`,
    `00-${given.traceId}-${given.spanId}-01-more`,
    `01-${given.traceId}-${given.spanId}-01-${'x'.repeat(150)}`,
  ])('is not taken from the malformed traceparent %j', async (traceparent) => {
    const spans = await traced(run(traceparent));
    expect(only(spans, 'query Handed').parentSpanId ?? '').toBe('');
    expect(spans.some(({ traceId }) => traceId === given.traceId)).toBe(false);
  });
});

describe('settings of traces', () => {
  const start = (settings: Record<string, string>) => startTracing('gateway', silent, settings);

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT is wrong: must be an http'],
    [{ OTEL_TRACES_SAMPLER: 'sometimes' }, 'OTEL_TRACES_SAMPLER is wrong: must be one of always_on, '],
    [{ OTEL_TRACES_SAMPLER_ARG: '2' }, 'OTEL_TRACES_SAMPLER_ARG is wrong: must be a number from 0 to 1.'],
    [{ OTEL_TRACES_SAMPLER_ARG: 'half' }, 'OTEL_TRACES_SAMPLER_ARG is wrong: must be a number from 0 to 1.'],
  ])('%j is refused in a sentence', async (settings, sentence) => {
    await expect(start(settings as Record<string, string>)).rejects.toThrow(sentence);
  });

  it('sample by the standard names', async () => {
    const run = () => gateway.run('query Sampled { works { title } }');
    for (const OTEL_TRACES_SAMPLER of ['always_off', 'parentbased_always_off'])
      expect(await traced(run, { OTEL_TRACES_SAMPLER })).toEqual([]);
    for (const OTEL_TRACES_SAMPLER of ['traceidratio', 'parentbased_traceidratio']) {
      expect(await traced(run, { OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG: '0' })).toEqual([]);
      const spans = await traced(run, { OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG: '1' });
      expect(named(spans, 'query Sampled')).toHaveLength(1);
    }
  });

  it('name the service', async () => {
    const run = () => gateway.run('{ works { title } }');
    expect((await traced(run))[0]).toMatchObject({ service: 'gateway' });
    expect((await traced(run, { OTEL_SERVICE_NAME: 'front' }))[0]).toMatchObject({ service: 'front' });
  });
});

describe('over a WebSocket', () => {
  it('a query is a trace', async () => {
    const spans = await traced(async () => {
      const client = gateway.client();
      await stream(client, 'query Socket { works { title } }', { take: 1 });
      await client.dispose();
    });
    const root = only(spans, 'query Socket');
    expect(root.kind).toBe(2);
    expect(only(spans, 'fetch works')).toMatchObject({ traceId: root.traceId, parentSpanId: root.spanId });
  });

  it('an event of a subscription is a trace of its own that refers to the subscription', async () => {
    const spans = await traced(async () => {
      const client = gateway.client();
      await stream(client, 'subscription Read { workRead(id: "w1", count: 2) { sequence reader { name } } }');
      await client.dispose();
    });
    const opened = only(spans, 'subscription Read');
    const events = named(spans, 'subscription event');
    expect(events).toHaveLength(2);
    expect(new Set([opened, ...events].map(({ traceId }) => traceId)).size).toBe(3);
    for (const event of events) {
      expect(event.links).toMatchObject([{ traceId: opened.traceId, spanId: opened.spanId }]);
      const fetches = named(collector.trace(event.traceId), 'fetch people');
      expect(fetches).toMatchObject([{ parentSpanId: event.spanId }]);
    }
  });
});

describe('a subscription at a subgraph', () => {
  const query = 'subscription Read { workRead(id: "w1", count: 2) { sequence reader { name } } }';

  it.each(['WebSocket', 'Server-Sent Events'])(
    'is in the trace of the operation, and each event in one from the subgraph to the joins, over %s',
    async (transport) => {
      const spans = await traced(async () => {
        if (transport === 'WebSocket') {
          const client = gateway.client();
          await stream(client, query);
          return client.dispose();
        }
        const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
        return gateway.send({ method: 'POST', headers, body: JSON.stringify({ query }) });
      });
      const begun = only(spans, 'subscribe /graphql');
      expect(begun).toMatchObject({ kind: 2, traceId: only(spans, 'subscription Read').traceId });
      expect(begun.parentSpanId).toBe(only(spans, 'subscription Read').spanId);
      const sent = named(spans, 'send event');
      expect(sent).toHaveLength(2);
      expect(new Set([begun, ...sent].map(({ traceId }) => traceId)).size).toBe(3);
      for (const event of sent) {
        expect(event.parentSpanId ?? '').toBe('');
        expect(event.links).toMatchObject([{ traceId: begun.traceId, spanId: begun.spanId }]);
        const [joined] = named(collector.trace(event.traceId), 'subscription event');
        expect(joined).toMatchObject({ parentSpanId: event.spanId });
        const fetches = named(collector.trace(event.traceId), 'fetch people');
        expect(fetches).toMatchObject([{ parentSpanId: joined!.spanId }]);
      }
    },
  );

  it('ends at the subgraph with its subscriber', async () => {
    await traced(async () => {
      const client = gateway.client();
      void stream(client, 'subscription Waits { silent }');
      await eventually(() => graph.activeStreams() === 1);
      client.terminate();
      await eventually(() => graph.activeStreams() === 0);
      await client.dispose();
    });
  });

  it('is told of no trace, and tells of none, while traces are off', async () => {
    const seen: string[] = [];
    // What goes over every socket, that between gateway and subgraph too, is listened to.
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (this: WebSocket, ...given: Parameters<typeof send>) {
      if (typeof given[0] === 'string') seen.push(given[0]);
      return send.apply(this, given);
    } as typeof send;
    try {
      const client = gateway.client();
      expect((await stream(client, query)).results).toHaveLength(2);
      await client.dispose();
    } finally {
      WebSocket.prototype.send = send;
    }
    expect(seen.filter((text) => text.includes('"type":"subscribe"'))).toHaveLength(2);
    expect(seen.filter((text) => text.includes('traceparent'))).toEqual([]);
  });
});
