import { connect, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-sse';
import { documentedAnswers } from '../bad-inputs-page.js';
import { eventually, TestGateway } from '../gateway-kit.js';
import { startLogGraph } from '../graphs/log-graph.js';
import { serveGraph } from '../served-graph.js';

const { graph, identity, gateway } = serveGraph(startLogGraph, {
  allowedOrigins: ['https://app.example.com'],
  limits: { body: 20_000, socketsPerViewer: 3, socketBufferAge: 1_500 },
});
const client = (token?: string): Client =>
  createClient({
    url: `${gateway.url}/graphql`,
    retryAttempts: 0,
    ...(token && { headers: { authorization: `Bearer ${token}` } }),
  });

interface Received {
  data?: Record<string, unknown> | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}

/** Subscribes, and collects what comes. */
const follow = (from: Client, query: string, variables: Record<string, unknown> = {}) => {
  const received: Received[] = [];
  const state = { received, done: false, error: undefined as unknown, leave: () => undefined as void };
  state.leave = from.subscribe(
    { query, variables },
    {
      next: (result) => received.push(result as Received),
      error: (error) => ((state.error = error), (state.done = true)),
      complete: () => (state.done = true),
    },
  );
  return state;
};

const entries =
  'subscription ($log: ID!, $after: Place) { entries(log: $log, after: $after) { kind sequence sum author { name } } }';

/** A request for events, by hand. */
const ask = (init: RequestInit & { search?: string } = {}): Promise<Response> =>
  fetch(`${gateway.url}/graphql${init.search ?? ''}`, {
    method: 'POST',
    ...init,
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...(init.headers as object) },
  });
const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  ask({ body: typeof body === 'string' ? body : JSON.stringify(body), headers });

describe('Server-Sent Events', () => {
  it('carry a subscription, joined with the rest of the graph, and share the stream of WebSockets', async () => {
    const token = await identity.token({ sub: 'both' });
    const events = follow(client(token), entries, { log: 'sse' });
    await eventually(() => events.received.length === 1);
    const sockets = gateway.client(token);
    const overSocket: unknown[] = [];
    sockets.subscribe(
      { query: entries, variables: { log: 'sse', after: 0 } },
      { next: (result) => overSocket.push(result), error: () => undefined, complete: () => undefined },
    );
    await eventually(async () => (await gateway.metrics.subscriptions.get()).values[0]?.value === 2);
    graph.append('sse', 3);
    await eventually(() => events.received.length === 2 && overSocket.length === 1);
    expect(graph.active()).toBe(1);
    expect(events.received[1]).toEqual({
      data: { entries: { kind: 'CHANGE', sequence: 1, sum: 3, author: { name: 'Ada' } } },
    });
    expect(overSocket[0]).toEqual(events.received[1]);
    events.leave();
    await sockets.dispose();
    await eventually(() => graph.active() === 0);
    await eventually(async () => (await gateway.metrics.subscriptions.get()).values[0]?.value === 0);
  });

  it('carry the one answer of a query, and what is wrong with an operation', async () => {
    const query = follow(client(), '{ log(id: "x") }');
    await eventually(() => query.done);
    expect(query).toMatchObject({ received: [{ data: { log: 'x' } }], error: undefined });
    for (const [document, code] of [
      ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['subscription { shouts', 'GRAPHQL_PARSE_FAILED'],
      [`{ ${'a { '.repeat(1_000)}b${' }'.repeat(1_000)} }`, 'TOO_EXPENSIVE'],
      ['subscription ($log: ID!) { entries(log: $log) { sum } }', 'BAD_USER_INPUT'],
    ] as const) {
      const refused = follow(client(), document);
      await eventually(() => refused.done);
      expect(refused).toMatchObject({ received: [{ errors: [{ extensions: { code } }] }], error: undefined });
      expect(refused.received[0]).not.toHaveProperty('data');
    }
  });

  it('are read with GET as well, with a header that a foreign page cannot send', async () => {
    const search = `?${new URLSearchParams({ query: '{ log(id: "x") }' }).toString()}`;
    const response = await ask({ method: 'GET', search, headers: { 'apollo-require-preflight': '1' } });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await response.text()).toBe(':\n\nevent: next\ndata: {"data":{"log":"x"}}\n\nevent: complete\ndata:\n\n');
    const granted = await post({ query: '{ __typename }' }, { origin: 'https://app.example.com' });
    expect(granted.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    await granted.text();
    const foreign = await post({ query: '{ __typename }' }, { origin: 'https://evil.test' });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    await foreign.text();
  });

  it('end within a second of the token expiring, with a code', async () => {
    const exp = Math.floor(Date.now() / 1000) + 2;
    const events = follow(client(await identity.token({ sub: 'expires', exp })), entries, { log: 'expiry' });
    await eventually(() => events.done);
    expect(Date.now() - exp * 1000).toBeLessThan(1_500);
    expect(events.received.at(-1)).toEqual({
      errors: [{ message: 'Token expired', extensions: { code: 'UNAUTHENTICATED' } }],
    });
    await eventually(() => graph.active() === 0);
  });

  it('end where the subgraph ends them, with its reason', async () => {
    const events = follow(client(), 'subscription { shouts }');
    await eventually(() => graph.active() === 1);
    await graph.stopLogs();
    await eventually(() => events.done);
    expect(events.received).toMatchObject([{ errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] }]);
    await graph.startLogs();
  });

  it('are cut off at a stop, and the client knows that they are not complete', async () => {
    const other = await TestGateway.start(graph.supergraphSdl, identity.identity);
    const events = follow(createClient({ url: `${other.url}/graphql`, retryAttempts: 0 }), entries, { log: 'stop' });
    await eventually(() => events.received.length === 1);
    await other.stop();
    await eventually(() => events.done);
    expect(events.error).toBeDefined();
  });
});

/** What is wrong with a request, and what is answered; both stand on the page. */
const badRequests: Record<string, () => Promise<string>> = {
  'events: broken JSON': async () => told(await post('{"query":')),
  'events: no query': async () => told(await post({ variables: {} })),
  'events: variables that are no object': async () => told(await post({ query: '{ __typename }', variables: [] })),
  'events: a body over the limit': async () => told(await post({ query: 'x'.repeat(30_000) })),
  'events: text/plain': async () => told(await post('{}', { 'content-type': 'text/plain' })),
  'events: GET without a preflight header': async () =>
    told(await ask({ method: 'GET', search: '?query={__typename}' })),
  'events: a mutation by GET': async () =>
    told(await ask({ method: 'GET', search: '?query=mutation{touch}', headers: { 'apollo-require-preflight': '1' } })),
  'events: a token that does not hold': async () =>
    told(await post({ query: '{ __typename }' }, { authorization: 'Bearer x' })),
  'events: more streams than one viewer may have': async () => {
    const token = await identity.token({ sub: 'greedy' });
    const open = [1, 2, 3].map(() => follow(client(token), entries, { log: 'greedy' }));
    await eventually(() => open.every(({ received }) => received.length === 1));
    const answer = await told(await post({ query: '{ __typename }' }, { authorization: `Bearer ${token}` }));
    for (const { leave } of open) leave();
    await eventually(() => graph.active() === 0);
    return answer;
  },
  'events: a reader that stops': async () => {
    const socket = await stalled();
    await eventually(() => graph.active() === 1);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    for (let n = 0; n < 200; n += 1) graph.append('stalled', 1);
    await eventually(() => graph.active() === 0, 30_000);
    socket.resume();
    await closed;
    return 'cut off';
  },
};

const told = async (response: Response): Promise<string> => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return `${response.status} ${errors[0]?.extensions.code}`;
};

/** A client that asks for large events and reads none. */
const stalled = async (): Promise<Socket> => {
  const { hostname, port } = new URL(gateway.url);
  const query = 'subscription { entries(log: \\"stalled\\", padding: 100000) { sequence padding } }';
  const body = `{"query":"${query}"}`;
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.pause();
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
};

describe('bad requests for events', () => {
  const documented = documentedAnswers('event-streams.test.ts');

  it('are all on the page', () => {
    expect(Object.keys(documented).sort()).toEqual(Object.keys(badRequests).sort());
  });

  it.each(Object.keys(badRequests))(
    '%s: as the page says',
    async (what) => {
      expect(await badRequests[what]?.()).toBe(documented[what]);
      await eventually(() => graph.active() === 0);
    },
    60_000,
  );
});
