import { describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { documentedAnswers } from '../bad-inputs-page.js';
import { eventually } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const { graph, identity, gateway } = serveGraph(startLibraryGraph, {
  limits: { body: 50_000, subscriptionsPerSocket: 5, socketsPerViewer: 20, socketMessagesPerSecond: 20 },
});

/** A socket that says nothing by itself. */
const bare = (protocol: string | undefined = 'graphql-transport-ws'): RawSocket =>
  new RawSocket(new WebSocket(gateway.socketUrl, protocol), null);
const acknowledged = (init: object = {}): Promise<RawSocket> => RawSocket.open(gateway.socketUrl, init);
const opened = (raw: RawSocket): Promise<void> => eventually(() => raw.socket.readyState === WebSocket.OPEN);
const closing = async (raw: RawSocket): Promise<string> => {
  const { code, reason } = await raw.closed;
  return reason ? `closed ${code} ${reason}` : `closed ${code}`;
};

/** Opens a socket, sends messages, and tells how it was closed. */
const closedAfter = async (raw: RawSocket, ...messages: unknown[]): Promise<string> => {
  await opened(raw);
  for (const message of messages) raw.send(message);
  return closing(raw);
};

const subscribe = { id: 'a', type: 'subscribe', payload: { query: 'subscription { silent }' } };

/** What is wrong with a client, and how it behaves; what comes of it stands on the page. */
const badClients: Record<string, () => Promise<string>> = {
  'no subprotocol': () => closing(new RawSocket(new WebSocket(gateway.socketUrl), null)),
  'the old subprotocol `graphql-ws`': async () => {
    const raw = new WebSocket(gateway.socketUrl, 'graphql-ws');
    // A client closes by itself when a subprotocol is not granted.
    return new Promise((resolve) => raw.once('error', (error) => resolve(`not granted: ${error.message}`)));
  },
  'no `connection_init` within 3 s': () => closing(bare()),
  '`subscribe` before `connection_init`': () => closedAfter(bare(), subscribe),
  '`subscribe` before the acknowledgement': async () => {
    const raw = bare();
    await opened(raw);
    raw.send({ type: 'connection_init', payload: { token: await identity.token() } });
    raw.send(subscribe);
    return closing(raw);
  },
  '`connection_init` twice': async () => closedAfter(await acknowledged(), { type: 'connection_init' }),
  'the same id twice': async () => closedAfter(await acknowledged(), subscribe, subscribe),
  'no JSON': async () => closedAfter(await acknowledged(), '{"type":'),
  'an unknown type of message': async () => closedAfter(await acknowledged(), { type: 'start', id: 'a' }),
  'a message without a type': async () => closedAfter(await acknowledged(), { id: 'a' }),
  'an array of messages': async () => closedAfter(await acknowledged(), [subscribe]),
  '`subscribe` without an id': async () =>
    closedAfter(await acknowledged(), { type: 'subscribe', payload: subscribe.payload }),
  '`subscribe` with an empty id': async () => closedAfter(await acknowledged(), { ...subscribe, id: '' }),
  'an id of 10 kB': async () => closedAfter(await acknowledged(), { ...subscribe, id: 'x'.repeat(10_000) }),
  '`subscribe` without a payload': async () => closedAfter(await acknowledged(), { id: 'a', type: 'subscribe' }),
  'a query that is no text': async () =>
    closedAfter(await acknowledged(), { id: 'a', type: 'subscribe', payload: { query: 1 } }),
  'variables that are no object': async () =>
    closedAfter(await acknowledged(), {
      id: 'a',
      type: 'subscribe',
      payload: { query: '{ people { id } }', variables: '{}' },
    }),
  'a binary frame that is no message': async () => {
    const raw = await acknowledged();
    raw.socket.send(Buffer.from([0, 1, 2, 255]));
    return closing(raw);
  },
  'text that is no UTF-8': async () => {
    const raw = await acknowledged();
    raw.socket.send(Buffer.from([0x22, 0xc3, 0x28, 0x22]), { binary: false });
    return closing(raw);
  },
  'a message over the limit': async () =>
    closedAfter(await acknowledged(), { id: 'a', type: 'subscribe', payload: { query: 'x'.repeat(60_000) } }),
  'a flood of `ping` messages': async () =>
    closedAfter(await acknowledged(), ...Array.from({ length: 1_000 }, () => ({ type: 'ping' }))),
  'a flood of ping frames': async () => {
    const raw = await acknowledged();
    for (let n = 0; n < 1_000; n += 1) raw.socket.ping();
    // Whoever pings faster than it can be answered is cut off by `ws`, without a code.
    return (await closing(raw)).replace(/1006|1008 .*/, '1006 or 1008');
  },
  'a flood of pong frames': async () => {
    const raw = await acknowledged();
    for (let n = 0; n < 1_000; n += 1) raw.socket.pong();
    return closing(raw);
  },
  '5,000 subscriptions on a socket': async () =>
    closedAfter(await acknowledged(), ...Array.from({ length: 5_000 }, (_, n) => ({ ...subscribe, id: `s${n}` }))),
  'more subscriptions than a socket may have': async () => {
    const raw = await acknowledged();
    for (let n = 0; n < 6; n += 1) raw.send({ ...subscribe, id: `s${n}` });
    await raw.has('error');
    const refused = raw.of('error', 's5')[0]?.payload as { extensions: { code: string } }[];
    expect(raw.of('error')).toHaveLength(1);
    // One fewer, and there is room for another.
    raw.send({ id: 's0', type: 'complete' });
    raw.send({ ...subscribe, id: 's6' });
    raw.subscribe('good', '{ people { id } }');
    await raw.has('error', 'good');
    raw.socket.close();
    await raw.closed;
    return `error ${refused[0]?.extensions.code}, the others go on`;
  },
  '5,000 sockets from one viewer': async () => {
    const token = await identity.token({ sub: 'many' });
    const sockets = await Promise.all(Array.from({ length: 20 }, () => acknowledged({ token })));
    const more = new RawSocket(new WebSocket(gateway.socketUrl, 'graphql-transport-ws'), { token });
    const answer = await closing(more);
    // Another viewer is none of theirs; and who leaves makes room.
    const other = await acknowledged({ token: await identity.token({ sub: 'other' }) });
    sockets[0]?.socket.terminate();
    await eventually(async () => {
      const again = new RawSocket(new WebSocket(gateway.socketUrl, 'graphql-transport-ws'), { token });
      const acknowledgement = again.has('connection_ack').then(() => true);
      const isIn = await Promise.race([acknowledgement, again.closed.then(() => false)]);
      acknowledgement.catch(() => undefined);
      again.socket.terminate();
      return isIn;
    });
    for (const { socket } of [...sockets, other]) socket.terminate();
    return `${answer}, after as many as the setting says`;
  },
};

const activeSockets = async (): Promise<number> => (await gateway.metrics.sockets.get()).values[0]?.value ?? 0;

describe('clients that break the protocol', () => {
  const documented = documentedAnswers('socket-protocol.test.ts');

  it('are all on the page', () => {
    expect(Object.keys(documented).sort()).toEqual(Object.keys(badClients).sort());
  });

  it.each(Object.keys(badClients))('%s: as the page says', async (what) => {
    expect(await badClients[what]?.()).toBe(documented[what]);
    // Nothing stays behind.
    await eventually(() => graph.activeStreams() === 0);
    await eventually(async () => (await activeSockets()) === 0, 10_000);
  });
});

describe('clients that keep to it', () => {
  it('have an id named like a property of objects', async () => {
    const raw = await acknowledged();
    for (const id of ['__proto__', 'constructor', 'toString']) {
      raw.subscribe(id, '{ people { id } }');
      await raw.has('complete', id);
      expect(raw.of('next', id)).toMatchObject([{ payload: { data: { people: [{ id: 'p1' }, { id: 'p2' }] } } }]);
    }
    raw.send({ type: 'ping', payload: { at: 1 } });
    await raw.has('pong');
    expect(raw.of('pong')).toMatchObject([{ payload: { at: 1 } }]);
    // A complete for what is not there is no fault.
    raw.send({ id: 'gone', type: 'complete' });
    raw.subscribe('again', '{ people { id } }');
    await raw.has('complete', 'again');
    raw.socket.close();
    await raw.closed;
  });
});
