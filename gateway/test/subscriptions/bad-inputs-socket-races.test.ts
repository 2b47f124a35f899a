import { beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import WebSocket from 'ws';
import { eventually } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const bodyLimit = 200_000;

/** What the gateway logs as errors of its own. */
const faults: string[] = [];

const { graph, identity, gateway } = serveGraph(startLibraryGraph, {
  limits: { body: bodyLimit, socketMessagesPerSecond: 100, subscriptionsPerSocket: 10, subscriptionsPerViewer: 10 },
  logger: pino({ level: 'error' }, { write: (line: string) => void faults.push(line) }),
});

const subscribe = (id: string, query: string) => ({ id, type: 'subscribe', payload: { query } });
const complete = (id: string) => ({ id, type: 'complete' });
const silent = 'subscription { silent }';
const reading = 'subscription { workRead(id: "w1", count: 2000) { sequence } }';

const subscriptions = async (): Promise<number> => (await gateway.metrics.subscriptions.get()).values[0]?.value ?? 0;
const nothingRuns = async (): Promise<void> => {
  await eventually(() => graph.activeStreams() === 0);
  await eventually(async () => (await subscriptions()) === 0);
};

/** JSON of an object within an object, and so on. */
const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

// New operations are planned by a process of low priority, for which a machine that is busy has little time. What
// is tested here are races, so that all of them are planned before.
beforeAll(async () => {
  const raw = await RawSocket.open(gateway.socketUrl, { token: await identity.token({ sub: 'planning' }) });
  raw.subscribe('silent', silent);
  await eventually(async () => (await subscriptions()) === 1, 60_000);
  raw.subscribe('reading', reading);
  raw.subscribe('ticks', 'subscription { ticks }');
  for (const id of ['reading', 'ticks']) await raw.has('next', id, 1, 60_000);
  for (const query of ['{ slow(milliseconds: 0) }', '{ works { title } }']) {
    raw.subscribe(query, query);
    await raw.has('complete', query, 1, 60_000);
  }
  raw.socket.terminate();
  await nothingRuns();
}, 120_000);

describe('one id, begun and ended again and again', () => {
  it('in one packet stands for the last that was begun, and nothing of the others stays', async () => {
    const raw = await RawSocket.open(gateway.socketUrl);
    raw.sendTogether(subscribe('a', silent), complete('a'), subscribe('a', silent));
    await eventually(async () => (await subscriptions()) === 1 && graph.activeStreams() === 1);
    raw.send(complete('a'));
    await nothingRuns();
    // Neither end of the first was told as the end of the second.
    expect(raw.messages.map(({ type }) => type)).toEqual(['connection_ack']);

    for (let round = 0; round < 20; round += 1)
      raw.sendTogether(subscribe('a', silent), complete('a'), subscribe('a', reading), complete('a'));
    raw.sendTogether(subscribe('a', silent), complete('a'), subscribe('a', '{ works { title } }'));
    await raw.has('complete', 'a');
    await nothingRuns();
    raw.sendTogether(subscribe('a', silent), complete('a'), subscribe('a', silent));
    raw.socket.terminate();
    await nothingRuns();
  });

  it('a hundred thousand times is too many messages', async () => {
    const raw = await RawSocket.open(gateway.socketUrl);
    for (let n = 0; n < 50_000 && raw.socket.readyState === WebSocket.OPEN; n += 1) {
      raw.send(subscribe('a', silent));
      raw.send(complete('a'));
      if (n % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(await raw.closed).toEqual({ code: 1008, reason: 'Too many messages' });
    await nothingRuns();
  });
});

describe('a stream that is shared', () => {
  it('goes on for the others when one of its subscribers joins and leaves in one packet', async () => {
    const token = await identity.token({ sub: 'sharing' });
    const [one, two] = await Promise.all([1, 2].map(() => RawSocket.open(gateway.socketUrl, { token })));
    one!.subscribe('a', 'subscription { ticks }');
    two!.sendTogether(subscribe('a', 'subscription { ticks }'), complete('a'));
    await one!.has('next', 'a', 3);
    expect(two!.of('next')).toEqual([]);
    expect([await subscriptions(), graph.activeStreams()]).toEqual([1, 1]);
    // The first leaves while the second comes.
    one!.send(complete('a'));
    two!.send(subscribe('b', 'subscription { ticks }'));
    await two!.has('next', 'b', 3);
    for (const raw of [one!, two!]) raw.socket.terminate();
    await nothingRuns();
  });
});

describe('a client that goes while its operation begins', () => {
  it('leaves nothing behind, over WebSocket and as an event stream', async () => {
    const sockets = await Promise.all(Array.from({ length: 30 }, () => RawSocket.open(gateway.socketUrl)));
    for (const [n, raw] of sockets.entries()) {
      raw.sendTogether(subscribe('a', silent), subscribe('b', reading), subscribe('c', '{ slow(milliseconds: 300) }'));
      setTimeout(() => raw.socket.terminate(), n);
    }
    await Promise.all(sockets.map(({ closed }) => closed));
    await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        const tab = new AbortController();
        setTimeout(() => tab.abort(), n * 2);
        const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
        const body = JSON.stringify({ query: n % 2 ? silent : reading });
        await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, signal: tab.signal })
          .then((response) => response.text())
          .catch(() => undefined);
      }),
    );
    // All places of the client are free again, as soon as the gateway has read what was sent by those that are gone.
    await eventually(async () => {
      await nothingRuns();
      const raw = await RawSocket.open(gateway.socketUrl);
      for (let n = 0; n < 10; n += 1) raw.subscribe(`s${n}`, silent);
      await eventually(async () => raw.of('error').length > 0 || (await subscriptions()) === 10);
      const refused = raw.of('error').length;
      raw.socket.terminate();
      return refused === 0;
    });
    await nothingRuns();
  });
});

describe('a client that is being closed', () => {
  it('has nothing done for it any more, whatever it has sent in the same packet', async () => {
    const mutation = 'mutation { addView(id: "w1") }';
    // Planned already, so that it would run at once.
    expect((await gateway.run(mutation)).data).toEqual({ addView: 11 });
    const raw = await RawSocket.open(gateway.socketUrl);
    graph.viewsRequests.length = 0;
    raw.sendTogether({ type: 'connection_init' }, subscribe('a', mutation));
    expect(await raw.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(graph.viewsRequests).toHaveLength(0);
  });

  it('is told a shorter reason where an id would make it too long for a frame', async () => {
    const raw = await RawSocket.open(gateway.socketUrl);
    const id = 'ü'.repeat(200);
    raw.sendTogether(subscribe(id, silent), subscribe(id, silent));
    expect(await raw.closed).toEqual({ code: 4409, reason: 'Subscriber already exists' });
    await nothingRuns();
    expect(faults).toEqual([]);
  });
});

describe('messages that are large or deep', () => {
  it('are answered, or refused with a code, and are no fault of ours', async () => {
    // As long as a message may be, and longer.
    const full = await RawSocket.open(gateway.socketUrl, { padding: 'x'.repeat(bodyLimit - 200) });
    const late = new RawSocket(new WebSocket(gateway.socketUrl, 'graphql-transport-ws'), {
      padding: 'x'.repeat(bodyLimit),
    });
    expect((await late.closed).code).toBe(1009);
    // Deeper than what can be written again.
    full.send(`{"type":"ping","payload":${deep(20_000)}}`);
    await full.has('pong');
    expect(full.of('pong')).toEqual([{ type: 'pong' }]);
    full.send(`{"type":"pong","payload":${deep(20_000)}}`);
    full.send(
      `{"id":"v","type":"subscribe","payload":{"query":"subscription { silent }","variables":${deep(20_000)}}}`,
    );
    await full.has('error', 'v');
    expect(full.of('error', 'v')).toMatchObject([{ payload: [{ extensions: { code: 'TOO_EXPENSIVE' } }] }]);
    full.send(`{"id":"e","type":"subscribe","payload":{"query":"{ works { title } }","extensions":${deep(20_000)}}}`);
    await full.has('complete', 'e');
    full.send(subscribe('x'.repeat(bodyLimit - 200), silent));
    expect(await full.closed).toEqual({ code: 4400, reason: 'The id of an operation is too long' });
    const init = new RawSocket(new WebSocket(gateway.socketUrl, 'graphql-transport-ws'), null);
    await eventually(() => init.socket.readyState === WebSocket.OPEN);
    init.send(`{"type":"connection_init","payload":${deep(20_000)}}`);
    await init.has('connection_ack');
    init.socket.close();
    await nothingRuns();
    expect(faults).toEqual([]);
  });

  it('of an address are no fault of ours either', async () => {
    const hash = '0'.repeat(64);
    const depth = '['.repeat(3_500) + ']'.repeat(3_500);
    for (const accept of ['application/json', 'text/event-stream']) {
      const headers = { accept, 'apollo-require-preflight': '1' };
      for (const extensions of [
        `{"a":${depth}}`,
        `{"persistedQuery":{"version":1,"sha256Hash":"${hash}"},"a":${depth}}`,
        depth,
      ]) {
        const search = new URLSearchParams({ query: '{ works { title } }', extensions });
        const response = await fetch(`${gateway.url}/graphql?${search.toString()}`, { headers });
        expect([extensions.slice(0, 20), response.status < 500]).toEqual([extensions.slice(0, 20), true]);
        expect(await response.text()).not.toContain('INTERNAL');
      }
    }
    expect(faults).toEqual([]);
  });
});
