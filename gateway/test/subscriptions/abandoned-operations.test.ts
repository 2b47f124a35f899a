import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const { graph, gateway } = serveGraph(startLibraryGraph, { limits: { subscriptionsPerSocket: 2 } });
/** Requests that the subgraph holds, and whether the gateway has left them. */
let held: { response: ServerResponse; left: boolean }[];

beforeEach(() => {
  held = [];
  graph.answerViews((_request, response) => {
    const one = { response, left: false };
    held.push(one);
    response.once('close', () => (one.left = !response.writableFinished));
  });
});

const read = '{ totalViews }';
const write = 'mutation { addView(id: "w1") }';

/** Sooner than any deadline of the subgraph, in ms. */
const soon = 3_000;

const answerHeld = (data: object): void => {
  for (const { response } of held)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
};

/** Ways of asking and of going; each gives what to call to go. */
const ways: Record<string, (query: string) => Promise<() => void>> = {
  'a WebSocket whose client completes it': async (query) => {
    const raw = await RawSocket.open(gateway.socketUrl);
    raw.subscribe('a', query);
    return () => raw.send({ id: 'a', type: 'complete' });
  },
  'a WebSocket that is closed': async (query) => {
    const raw = await RawSocket.open(gateway.socketUrl);
    raw.subscribe('a', query);
    return () => raw.socket.close();
  },
  'a WebSocket that is cut off': async (query) => {
    const raw = await RawSocket.open(gateway.socketUrl);
    raw.subscribe('a', query);
    return () => raw.socket.terminate();
  },
  'an event stream that is left': async (query) => leave(query, 'text/event-stream'),
  'HTTP that is left': async (query) => leave(query, 'application/json'),
};

function leave(query: string, accept: string): () => void {
  const client = new AbortController();
  void fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
    signal: client.signal,
  })
    .then((response) => response.text())
    .catch(() => undefined);
  return () => client.abort();
}

describe.each(Object.entries(ways))('over %s,', (_way, ask) => {
  it('a query is given up at its subgraphs', async () => {
    const go = await ask(read);
    await eventually(() => held.length === 1);
    const since = Date.now();
    go();
    await eventually(() => held[0]!.left);
    expect(Date.now() - since).toBeLessThan(soon);
  });

  it('a query that somebody else waits for as well goes on', async () => {
    const go = await ask(read);
    await eventually(() => held.length === 1);
    const other = gateway.run(read);
    await eventually(async () => (await gateway.metrics.joined.get()).values[0]!.value > 0);
    gateway.metrics.joined.reset();
    go();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(held.map(({ left }) => left)).toEqual([false]);
    answerHeld({ totalViews: 7 });
    expect((await other).data).toEqual({ totalViews: 7 });
    expect(held).toHaveLength(1);
  });

  it('a mutation runs to its end', async () => {
    const go = await ask(write);
    await eventually(() => held.length === 1);
    go();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(held.map(({ left }) => left)).toEqual([false]);
    answerHeld({ addView: 12 });
    await eventually(() => held[0]!.response.writableFinished);
  });
});

describe('an operation that its client has completed on a WebSocket', () => {
  it('tells nothing any more, and its id can be used again', async () => {
    const raw = await RawSocket.open(gateway.socketUrl);
    raw.subscribe('a', read);
    await eventually(() => held.length === 1);
    raw.send({ id: 'a', type: 'complete' });
    await eventually(() => held[0]!.left);
    raw.subscribe('a', '{ works { title } }');
    await raw.has('complete', 'a');
    expect(raw.messages.map(({ type }) => type)).toEqual(['connection_ack', 'next', 'complete']);
    raw.socket.close();
  });

  it('keeps its place among those of the socket while it is a mutation that still runs', async () => {
    const raw = await RawSocket.open(gateway.socketUrl);
    for (const id of ['a', 'b']) {
      const before = held.length;
      raw.subscribe(id, write);
      await eventually(() => held.length > before);
      raw.send({ id, type: 'complete' });
    }
    raw.subscribe('c', '{ works { title } }');
    await raw.has('error', 'c');
    expect(raw.of('error', 'c')).toMatchObject([{ payload: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
    answerHeld({ addView: 13 });
    await eventually(() => held.every(({ response }) => response.writableFinished));
    await eventually(async () => {
      raw.subscribe('d', '{ works { title } }');
      await Promise.race([raw.has('complete', 'd'), raw.has('error', 'd')]);
      return raw.of('complete', 'd').length > 0;
    });
    expect(raw.messages.filter(({ id }) => id === 'a' || id === 'b')).toEqual([]);
    raw.socket.close();
  });
});
