import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import WebSocket from 'ws';
import { eventually, stream, TestGateway } from '../gateway-kit.js';
import { goodViews, startLibraryGraph } from '../graphs/library-graph.js';
import { RawSocket } from '../subscriptions/raw-socket.js';
import { serveGraph } from '../served-graph.js';

/** Who the viewer is, where clients lie, meet, or outlive their keys. */

const { graph, identity, gateway } = serveGraph(startLibraryGraph, { identity: { now: () => Date.now() + ahead } });
/** What the gateway's clock is ahead, ms. */
let ahead = 0;

describe('headers of a client that mean something inside', () => {
  const forged = 'forged-by-the-client';
  const headers = {
    'x-viewer-assertion': forged,
    'x-request-timeout-ms': '1',
    traceparent: '00-11111111111111111111111111111111-2222222222222222-01',
    tracestate: forged,
    baggage: forged,
    cookie: forged,
    'x-forwarded-for': forged,
    'x-api-key': forged,
    connection: 'x-viewer-assertion',
  };
  /** What reaches a subgraph, of names and values; the answer takes a moment, which the client's deadline would not allow. */
  const reaching = async (run: () => Promise<unknown>): Promise<Record<string, unknown>> => {
    graph.viewsRequests.length = 0;
    graph.answerViews((request, response, body) => setTimeout(() => goodViews(request, response, body), 50));
    try {
      expect(await run()).toEqual({ totalViews: 20 });
    } finally {
      graph.answerViews(goodViews);
    }
    expect(graph.viewsRequests).toHaveLength(1);
    return graph.viewsRequests[0]?.headers ?? {};
  };
  const check = (seen: Record<string, unknown>): void => {
    expect(JSON.stringify(seen)).not.toContain(forged);
    expect(JSON.stringify(seen)).not.toContain('1'.repeat(32));
    expect(Number(seen['x-request-timeout-ms'])).toBeGreaterThan(1_000);
    const known =
      /^(host|connection|keep-alive|content-type|content-length|accept|x-viewer-assertion|x-request-id|x-request-timeout-ms)$/;
    expect(Object.keys(seen).filter((name) => !known.test(name))).toEqual([]);
  };

  it('reach no subgraph over HTTP', async () => {
    check(
      await reaching(async () => {
        // `fetch` sends no header of a connection.
        const { connection: _connection, ...sent } = headers;
        return (await gateway.run('{ totalViews }', { headers: sent })).data as unknown;
      }),
    );
  });

  it('reach no subgraph over WebSocket, by the upgrade or by `connection_init`', async () => {
    const { connection: _connection, ...sent } = headers;
    const socket = await RawSocket.open(gateway.socketUrl, { ...sent, headers: sent }, { headers: sent });
    check(
      await reaching(async () => {
        socket.subscribe('a', '{ totalViews }');
        await socket.has('next', 'a');
        return (socket.of('next', 'a')[0]?.payload as { data: unknown }).data;
      }),
    );
    socket.socket.terminate();
    await socket.closed;
  });
});

describe('viewers who ask for the same at once', () => {
  const whole = '{ viewer { subject tenant scopes } slow(milliseconds: 100) }';
  const claimsOf = (n: number) => ({ sub: `same ${n}`, tenant_id: `t${n}`, scope: `s${n}` });
  const dataOf = (n: number) => ({
    viewer: { subject: `same ${n}`, tenant: `t${n}`, scopes: [`s${n}`] },
    slow: 'late',
  });

  it('get each their own, though equal requests of one viewer are one execution', async () => {
    const tokens = await Promise.all(Array.from({ length: 15 }, (_, n) => identity.token(claimsOf(n))));
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 60 }, async (_, n) => (await gateway.run(whole, { token: tokens[n % 15] ?? '' })).data),
      );
      answers.forEach((data, n) => expect(data).toEqual(dataOf(n % 15)));
    }
    const joined = (await gateway.metrics.joined.get()).values[0]?.value ?? 0;
    // Else this would not show anything.
    expect(joined).toBeGreaterThan(0);
  });

  it('get each their own over WebSocket, beside HTTP', async () => {
    const tokens = await Promise.all(Array.from({ length: 10 }, (_, n) => identity.token(claimsOf(n))));
    const clients = tokens.map((token) => gateway.client(token));
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, n) =>
        n % 2
          ? ((await stream(clients[n % 10]!, whole)).results[0] as { data: unknown }).data
          : ((await gateway.run(whole, { token: tokens[n % 10] ?? '' })).data as unknown),
      ),
    );
    answers.forEach((data, n) => expect(data).toEqual(dataOf(n % 10)));
    const events = await Promise.all(
      Array.from({ length: 30 }, (_, n) => stream(clients[n % 10]!, 'subscription { echo }')),
    );
    events.forEach(({ results }, n) => expect(results).toEqual([{ data: { echo: `same ${n % 10}` } }]));
    for (const client of clients) await client.dispose();
  });

  it('of one subject with other scopes: rights are those of the token', async () => {
    const query = '{ people { email } slow(milliseconds: 50) }';
    const [may, mayNot] = await Promise.all([
      identity.token({ sub: 'one', scope: 'admin' }),
      identity.token({ sub: 'one', scope: 'other' }),
    ]);
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => (await gateway.run(query, { token: n % 2 ? may : mayNot })).status),
    );
    expect(statuses).toEqual(Array.from({ length: 20 }, (_, n) => (n % 2 ? 200 : 403)));
  });
});

describe('a clock that jumps', () => {
  afterAll(() => {
    ahead = 0;
  });

  it('forward: a token that was kept holds no longer; back: it holds again', async () => {
    const token = await identity.token({ sub: 'clock' }, 600);
    const status = async (): Promise<number> => (await gateway.run('{ me { name } }', { token })).status;
    const init = async (): Promise<string> => {
      const socket = new RawSocket(new WebSocket(gateway.socketUrl, 'graphql-transport-ws'), { token });
      const { socket: transport } = socket;
      await eventually(() => socket.of('connection_ack').length > 0 || transport.readyState === WebSocket.CLOSED);
      const isIn = transport.readyState === WebSocket.OPEN;
      transport.terminate();
      return isIn ? 'acknowledged' : String((await socket.closed).code);
    };
    expect([await status(), await init()]).toEqual([200, 'acknowledged']);
    ahead = 601_000;
    expect([await status(), await init()]).toEqual([401, '4401']);
    ahead = 0;
    expect([await status(), await init()]).toEqual([200, 'acknowledged']);
    ahead = -86_400_000;
    expect([await status(), await init()]).toEqual([200, 'acknowledged']);
  });
});

describe('a clock that jumps under a stream', () => {
  afterAll(() => {
    ahead = 0;
  });

  it('ends it where the token has expired by then, and not before', async () => {
    const token = await identity.token({ sub: 'asleep' }, 600);
    const socket = await RawSocket.open(gateway.socketUrl, { token });
    socket.subscribe('a', 'subscription { ticks }');
    await socket.has('next', 'a');
    const events = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
      body: '{"query":"subscription { ticks }"}',
    });
    const text = events.text();
    ahead = 590_000;
    const before = socket.of('next', 'a').length;
    await socket.has('next', 'a', before + 3);
    expect(socket.socket.readyState).toBe(WebSocket.OPEN);
    ahead = 601_000;
    expect(await socket.closed).toEqual({ code: 4401, reason: 'Token expired' });
    expect(await text).toContain('UNAUTHENTICATED');
    await eventually(() => graph.activeStreams() === 0);
  }, 30_000);
});

describe('an issuer that changes its key under traffic', () => {
  let server: Server;
  let keys: { kid: string; privateKey: CryptoKey; jwk: JWK }[] = [];
  let asked = 0;
  const newKey = async (kid: string) => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
  };

  beforeAll(async () => {
    server = createServer((_request, response) => {
      asked += 1;
      const text = JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });
      // An issuer is elsewhere: answers take their time, and requests meet while they are awaited.
      setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(text), 20);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('costs no request anything, by HTTP or WebSocket', async () => {
    keys = [await newKey('k0')];
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
    const remote = await TestGateway.start(graph.supergraphSdl, {
      ...identity.identity,
      keys: createRemoteJWKSet(url, { cooldownDuration: 0 }),
    });
    const sign = ({ kid, privateKey }: { kid: string; privateKey: CryptoKey }) =>
      new SignJWT({ sub: 'u1', role: 'MEMBER', jti: String(Math.random()) })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer('https://issuer.test')
        .setAudience('graph')
        .setExpirationTime('5m')
        .sign(privateKey);
    let stop = false;
    let answered = 0;
    const wrong: unknown[] = [];
    const client = async (n: number): Promise<void> => {
      while (!stop) {
        // A token of the newest key, or of the one before, which holds on for a while.
        const token = await sign(keys[answered % keys.length]!);
        if (n % 4) {
          const { status } = await remote.run('{ me { name } }', { token });
          if (status !== 200) wrong.push(status);
        } else {
          const socket = remote.client(token);
          const { results, error } = await stream(socket, '{ me { name } }');
          if (!results.length) wrong.push(error);
          await socket.dispose();
        }
        answered += 1;
      }
    };
    const clients = Array.from({ length: 8 }, (_, n) => client(n));
    try {
      await eventually(() => answered > 20, 20_000);
      for (let round = 1; round <= 5; round += 1) {
        const next = await newKey(`k${round}`);
        keys = [next, keys[0]!];
        const before = answered;
        await eventually(() => answered > before + 40, 20_000);
      }
    } finally {
      stop = true;
      await Promise.all(clients);
      await remote.stop();
    }
    expect(wrong).toEqual([]);
    // Each change was noticed by a token that named the new key.
    expect(asked).toBeGreaterThanOrEqual(6);
  }, 90_000);
});
