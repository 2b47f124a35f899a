import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { pino } from 'pino';
import WebSocket from 'ws';
import { TestGateway } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from '../subscriptions/raw-socket.js';

const { graph, identity, gateway } = serveGraph(startLibraryGraph);

const who = '{ viewer { subject role scopes tenant } }';

describe('an issuer with a JWKS_URL', () => {
  let server: Server;
  let keys: { kid: string; privateKey: CryptoKey; jwk: JWK }[] = [];
  let remote: TestGateway;
  let requests = 0;

  const newKey = async (kid: string) => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
  };
  const sign = ({ kid, privateKey }: { kid: string; privateKey: CryptoKey }, claims: Record<string, unknown> = {}) =>
    new SignJWT({ groups: 'MEMBER', permissions: ['people:read'], sub: 'far', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer('https://idp.test')
      .setAudience('api')
      .setExpirationTime('5m')
      .sign(privateKey);

  beforeAll(async () => {
    keys = [await newKey('k1')];
    server = createServer((_request, response) => {
      requests += 1;
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
    remote = await TestGateway.start(graph.supergraphSdl, {
      keys: createRemoteJWKSet(url, { cooldownDuration: 0 }),
      issuer: 'https://idp.test',
      audience: 'api',
      claims: { role: 'groups', scope: 'permissions', policies: 'policies', further: {} },
      roles: new Set(['MEMBER']),
    });
  });

  afterAll(async () => {
    await remote.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('is believed, with claims under its own names; its keys are asked for once', async () => {
    for (let n = 0; n < 3; n += 1) {
      const answer = await remote.run(who, { token: await sign(keys[0]!, { jti: String(n) }) });
      expect(answer.data.viewer).toMatchObject({ subject: 'far', role: 'MEMBER', scopes: ['people:read'] });
    }
    expect(requests).toBe(1);
  });

  it('may change its key under traffic', async () => {
    const before = keys[0]!;
    keys = [await newKey('k2')];
    expect((await remote.run(who, { token: await sign(keys[0]!) })).status).toBe(200);
    expect((await remote.run(who, { token: await sign(before, { jti: 'old' }) })).status).toBe(401);
  });

  it('that fails is not asked for each made-up key, and its keys serve on', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    let asked = 0;
    let works = true;
    const key = await newKey('good');
    const issuer = createServer((_request, response) => {
      asked += 1;
      response.writeHead(works ? 200 : 500, { 'content-type': 'application/json' });
      response.end(works ? JSON.stringify({ keys: [key.jwk] }) : 'no');
    });
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    const url = new URL(`http://127.0.0.1:${(issuer.address() as AddressInfo).port}/keys`);
    const cut = await TestGateway.start(
      graph.supergraphSdl,
      {
        keys: createRemoteJWKSet(url, { cooldownDuration: 0 }),
        issuer: 'https://idp.test',
        audience: 'api',
        claims: { role: 'groups', scope: 'permissions', policies: 'policies', further: {} },
        roles: new Set(['MEMBER']),
      },
      { logger: pino({ level: 'warn' }, sink) },
    );
    try {
      expect((await cut.run(who, { token: await sign(key, { jti: '1' }) })).status).toBe(200);
      works = false;
      const forged = await newKey('made-up');
      for (let times = 0; times < 20; times += 1)
        expect((await cut.run(who, { token: await sign(forged, { jti: String(times) }) })).status).toBe(503);
      expect((await cut.run(who, { token: await sign(key, { jti: '2' }) })).status).toBe(200);
      expect(asked).toBe(2);
      expect(lines.filter((line) => line.includes('keys cannot be read')).length).toBe(1);
    } finally {
      await cut.stop();
      issuer.closeAllConnections();
      await new Promise((resolve) => issuer.close(resolve));
    }
  });

  it.each([
    ['cannot be reached', 'http://127.0.0.1:1/keys'],
    ['answer something else', () => `${gateway.url}/health/live`],
  ])('whose keys %s is not said to be wrong: it cannot be checked, and may be sent again', async (_what, url) => {
    const cut = await TestGateway.start(graph.supergraphSdl, {
      ...identity.identity,
      keys: createRemoteJWKSet(new URL(typeof url === 'string' ? url : url())),
    });
    try {
      const token = await identity.token();
      const answer = await cut.run(who, { token });
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
      expect(answer.errors).toEqual([
        {
          message: 'Tokens cannot be checked at present; try again.',
          extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryAfter: 5 },
        },
      ]);
      const socket = new RawSocket(new WebSocket(`${cut.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws'), {
        token,
      });
      expect(await socket.closed).toEqual({ code: 1013, reason: 'Try again later' });
      expect((await cut.run('{ __typename }')).status).toBe(200);
      expect((await cut.run(who, { token: 'no.token.here' })).status).toBe(401);
    } finally {
      await cut.stop();
    }
  });
});
