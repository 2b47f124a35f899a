import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import WebSocket from 'ws';
import { eventually, stream, TestGateway } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const { graph, identity, gateway, forOneTest } = serveGraph(startLibraryGraph, {
  allowedOrigins: ['https://app.example.com'],
  limits: { body: 50_000, subscriptionsPerSocket: 5 },
});

/** A bare socket to the gateway. */
const openSocket = (init?: object, options?: WebSocket.ClientOptions): Promise<RawSocket> =>
  RawSocket.open(gateway.socketUrl, init, options);

const active = async (): Promise<number> => (await gateway.metrics.subscriptions.get()).values[0]?.value ?? 0;

describe('subscriptions', () => {
  it('join each event with the other subgraphs, in order', async () => {
    const client = gateway.client();
    const { results, error } = await stream(
      client,
      'subscription Read($id: ID!) { read: workRead(id: $id, count: 5) { n: sequence work { title views author { name } } reader { name works { id } } } }',
      { variables: { id: 'w1' } },
    );
    await client.dispose();
    expect(error).toBeUndefined();
    expect(results.map(({ data }) => data.read.n)).toEqual([1, 2, 3, 4, 5]);
    expect(results[1]).toEqual({
      data: {
        read: {
          n: 2,
          work: { title: 'First', views: 10, author: { name: 'Nguyễn Ánh' } },
          reader: { name: '山田', works: [{ id: 'w2' }] },
        },
      },
    });
  });

  it('carry many over one connection to the subgraph, each under its own viewer', async () => {
    const subjects = ['u1', 'u2', 'u3'];
    const clients = await Promise.all(subjects.map(async (sub) => gateway.client(await identity.token({ sub }))));
    const answers = await Promise.all(clients.map((client) => stream(client, 'subscription { echo }')));
    for (const client of clients) await client.dispose();
    expect(answers.map(({ results }) => results[0].data.echo)).toEqual(subjects);
  });

  it('run queries and mutations as well', async () => {
    const client = gateway.client(await identity.token({ scope: 'admin' }));
    expect((await stream(client, '{ people { email } }')).results).toEqual([
      { data: { people: [{ email: 'anh@example.com' }, { email: 'yamada@example.com' }] } },
    ]);
    expect((await stream(client, 'mutation { rename(id: "p1", name: "B") { name works { id } } }')).results).toEqual([
      { data: { rename: { name: 'B', works: [{ id: 'w1' }] } } },
    ]);
    expect((await stream(client, '{ fault }')).results).toEqual([
      {
        data: { fault: null },
        errors: [{ message: 'Something went wrong on our side.', path: ['fault'], extensions: { code: 'INTERNAL' } }],
      },
    ]);
    await client.dispose();
  });

  it('log errors of events that clients are told in general words, with the name of the subgraph', async () => {
    const lines: Record<string, unknown>[] = [];
    const sink = new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
        done();
      },
    });
    const logged = await forOneTest({ logger: pino({}, sink) });
    const client = logged.client();
    const { results } = await stream(client, 'subscription { faults }');
    await client.dispose();
    expect(results).toMatchObject([{ data: { faults: null }, errors: [{ extensions: { code: 'INTERNAL' } }] }]);
    expect(lines.filter(({ msg }) => msg === 'a subgraph answered with errors')).toMatchObject([
      { subgraph: 'works', requestId: expect.any(String), errors: [{ code: 'INTERNAL', path: ['faults'] }] },
    ]);
  });

  it('end at the subgraph when the client leaves, gently or not', async () => {
    const token = await identity.token();
    const raw = await openSocket({ token });
    raw.subscribe('a', 'subscription { ticks }');
    raw.subscribe('b', 'subscription { silent }');
    await raw.has('next', 'a');
    await eventually(() => graph.activeStreams() === 2);
    expect(await active()).toBe(2);
    raw.send({ id: 'b', type: 'complete' });
    await eventually(() => graph.activeStreams() === 1);
    raw.socket.terminate();
    await eventually(() => graph.activeStreams() === 0);
    await eventually(async () => (await active()) === 0);
  });

  it('tell what is wrong with one and leave the others alone', async () => {
    const raw = await openSocket({ authorization: `Bearer ${await identity.token()}` });
    raw.subscribe('good', 'subscription { ticks }');
    await raw.has('next', 'good');
    const bad = {
      syntax: ['subscription { ticks', 'GRAPHQL_PARSE_FAILED'],
      unknown: ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      deep: [`subscription { ${'a { '.repeat(5_000)}b${' }'.repeat(5_000)} }`, 'TOO_EXPENSIVE'],
      two: ['subscription { ticks echo }', 'GRAPHQL_VALIDATION_FAILED'],
      variable: ['subscription ($id: ID!) { workRead(id: $id) { sequence } }', 'BAD_USER_INPUT'],
      refused: ['{ people { email } }', 'FORBIDDEN'],
    } as Record<string, [string, string]>;
    for (const [id, [query, code]] of Object.entries(bad)) {
      raw.subscribe(id, query);
      await raw.has('error', id);
      expect(raw.of('error', id)[0]?.payload).toMatchObject([{ extensions: { code } }]);
    }
    const ticks = raw.of('next', 'good').length;
    await raw.has('next', 'good', ticks + 2);
    raw.socket.close();
    await raw.closed;
  });

  it('are capped on one socket', async () => {
    const raw = await openSocket({ token: await identity.token() });
    for (let n = 0; n < 6; n += 1) raw.subscribe(`s${n}`, 'subscription { silent }');
    await raw.has('error');
    expect(raw.of('error')).toMatchObject([{ id: 's5', payload: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
    expect(raw.socket.readyState).toBe(WebSocket.OPEN);
    raw.socket.close();
    await raw.closed;
    await eventually(() => graph.activeStreams() === 0);
  });

  it('end with a code when the subgraph is lost, and can be had again after', async () => {
    const token = await identity.token();
    const client = gateway.client(token);
    const cut = stream(client, 'subscription { ticks }');
    await eventually(() => graph.activeStreams() === 1);
    await graph.stopWorks();
    const { results, error } = await cut;
    expect(results.length).toBeGreaterThan(0);
    expect(error).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    const down = await stream(client, 'subscription { ticks }');
    expect(down.error).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(JSON.stringify(down.error)).not.toMatch(/127|ECONN|ws:/);
    await graph.startWorks();
    expect((await stream(client, 'subscription { ticks }', { take: 2 })).results).toHaveLength(2);
    await client.dispose();
  });
});

describe('sockets', () => {
  it('of a foreign origin are refused, of a listed one, the own host or no browser they are not', async () => {
    const status = (origin?: string) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(gateway.socketUrl, 'graphql-transport-ws', origin === undefined ? {} : { origin });
        socket.once('open', () => (resolve(101), socket.close()));
        socket.once(
          'unexpected-response',
          (_request, response) => (resolve(response.statusCode ?? 0), response.destroy()),
        );
        socket.on('error', () => undefined);
      });
    expect(await status('https://evil.test')).toBe(403);
    expect(await status('null')).toBe(403);
    expect(await status('https://app.example.com')).toBe(101);
    expect(await status(gateway.url)).toBe(101);
    expect(await status()).toBe(101);
  });

  it('with a token that does not hold are closed', async () => {
    for (const payload of [
      { authorization: `Bearer ${await identity.token({}, -10)}` },
      { token: 'nonsense' },
      { authorization: `Bearer ${await identity.token({ aud: 'x' })}` },
    ]) {
      const raw = new RawSocket(new WebSocket(gateway.socketUrl, 'graphql-transport-ws'), payload);
      expect(await raw.closed).toEqual({ code: 4401, reason: 'Unauthenticated' });
    }
  });

  it('are closed within a second of the token expiring', async () => {
    const exp = Math.floor(Date.now() / 1000) + 2;
    const raw = await openSocket({ token: await identity.token({ exp }) });
    raw.subscribe('a', 'subscription { ticks }');
    await raw.has('next', 'a');
    expect(await raw.closed).toEqual({ code: 4401, reason: 'Token expired' });
    const late = Date.now() - exp * 1000;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(1_000);
    await eventually(() => graph.activeStreams() === 0);
  });

  it('that break the protocol are closed with its codes', async () => {
    const open = (protocol: string | undefined, init: object | undefined) =>
      new RawSocket(new WebSocket(gateway.socketUrl, protocol), init ?? null);
    expect((await open(undefined, undefined).closed).code).toBe(4406);
    expect((await open('graphql-transport-ws', undefined).closed).code).toBe(4408);
    const early = open('graphql-transport-ws', undefined);
    early.socket.once('open', () => early.subscribe('a', '{ people { id } }'));
    expect((await early.closed).code).toBe(4401);
    const twice = await openSocket();
    twice.send({ type: 'connection_init' });
    expect((await twice.closed).code).toBe(4429);
    const same = await openSocket();
    same.subscribe('a', 'subscription { silent }');
    same.subscribe('a', 'subscription { silent }');
    expect((await same.closed).code).toBe(4409);
    const garbage = await openSocket();
    garbage.send('{"type":');
    expect((await garbage.closed).code).toBe(4400);
    const huge = await openSocket();
    huge.send({ id: 'a', type: 'subscribe', payload: { query: 'x'.repeat(60_000) } });
    expect((await huge.closed).code).toBe(1009);
    await eventually(() => graph.activeStreams() === 0);
  });

  it('elsewhere than at the graph are refused', async () => {
    const { hostname, port } = new URL(gateway.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          'GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
        );
      });
      socket.once('data', (data) => resolve((data as Buffer).toString('utf8')));
    });
    expect(answer).toMatch(/^HTTP\/1.1 404/);
  });

  it('are closed with 1001 when the gateway stops', async () => {
    const other = await TestGateway.start(graph.supergraphSdl, identity.identity);
    const raw = await RawSocket.open(other.socketUrl, { token: await identity.token() });
    raw.subscribe('a', 'subscription { ticks }');
    await raw.has('next', 'a');
    await other.stop();
    expect(await raw.closed).toEqual({ code: 1001, reason: 'Going away' });
    await eventually(() => graph.activeStreams() === 0);
  });

  it('whose reader stops are closed with a code of their own', async () => {
    const small = await TestGateway.start(graph.supergraphSdl, identity.identity, {
      limits: { socketBuffer: 10_000, subscriptionsPerSocket: 1_000, aliases: 200, rootFields: 200 },
    });
    try {
      const raw = new RawSocket(new WebSocket(small.socketUrl, 'graphql-transport-ws'), {});
      await raw.has('connection_ack');
      raw.socket.pause();
      // The kernel takes the first megabytes; what comes after waits in the gateway.
      const query = `{ ${Array.from({ length: 150 }, (_, n) => `${'a'.repeat(200)}${n}: people { id name }`).join(' ')} }`;
      for (let n = 0; n < 300; n += 1) raw.subscribe(`q${n}`, query);
      await eventually(
        async () => (await small.metrics.socketsClosed.get()).values.some(({ labels }) => labels.code === '4413'),
        20_000,
      );
      raw.socket.resume();
      expect(await raw.closed).toEqual({ code: 4413, reason: 'Slow reader' });
    } finally {
      await small.stop();
    }
  });
});
