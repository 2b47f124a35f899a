import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  base64url,
  createRemoteJWKSet,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';
import { pino } from 'pino';
import WebSocket from 'ws';
import { readSigningKey } from '../../src/issuer/signing-key.js';
import { roleRules } from '../../src/issuer/default-scopes.js';
import { TestGateway } from '../gateway-kit.js';
import { RawSocket } from '../subscriptions/raw-socket.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

const { graph, identity, gateway } = serveGraph(startLibraryGraph, {
  identity: { now: () => Date.now() + clockOffset },
});
/** Time of the gateway, ms; moved by tests. */
let clockOffset = 0;

const who = '{ viewer { subject role scopes tenant } }';

describe('tokens', () => {
  it('make the viewer that subgraphs see', async () => {
    const token = await identity.token({ sub: 'u7', role: 'ADMIN', scope: 'admin people:read', tenant_id: 't1' });
    const { data } = await gateway.run(who, { token });
    expect(data.viewer).toEqual({ subject: 'u7', role: 'ADMIN', scopes: ['admin', 'people:read'], tenant: 't1' });
    const listed = await identity.token({ scope: ['a', 'b'] });
    expect((await gateway.run(who, { token: listed })).data.viewer.scopes).toEqual(['a', 'b']);
  });

  it('keep one viewer object each, so that assertions are reused', async () => {
    const token = await identity.token({ sub: 'u8' });
    await Promise.all([gateway.run(who, { token }), gateway.run(who, { token: await identity.token({ sub: 'u9' }) })]);
    const subjects = await Promise.all(
      Array.from(
        { length: 20 },
        async (_, n) =>
          (await gateway.run(who, { token: n % 2 ? token : await identity.token({ sub: `v${n}` }) })).data.viewer
            .subject,
      ),
    );
    expect(subjects).toEqual(Array.from({ length: 20 }, (_, n) => (n % 2 ? 'u8' : `v${n}`)));
  });

  const unsigned = (claims: object, header: object = { alg: 'none' }): string =>
    `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(claims))}.`;
  const good = {
    sub: 'u1',
    role: 'MEMBER',
    iss: 'https://issuer.test',
    aud: 'graph',
    exp: Math.floor(Date.now() / 1000) + 600,
  };

  it.each([
    ['expired', () => identity.token({}, -60)],
    ['expired a moment ago', () => identity.token({}, -1)],
    ['without an expiry', () => identity.token({ exp: undefined })],
    ['with alg none', async () => unsigned(good)],
    [
      'signed with a secret',
      () => new SignJWT(good).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('s'.repeat(32))),
    ],
    [
      'signed with the public key as a secret',
      async () =>
        new SignJWT(good)
          .setProtectedHeader({ alg: 'HS256', kid: identity.keyId })
          .sign(new TextEncoder().encode(JSON.stringify(identity.keyId).padEnd(32))),
    ],
    [
      'of another key',
      async () =>
        new SignJWT(good)
          .setProtectedHeader({ alg: 'ES256', kid: identity.keyId })
          .sign((await generateKeyPair('ES256')).privateKey),
    ],
    ['for another audience', () => identity.token({ aud: 'elsewhere' })],
    ['of another issuer', () => identity.token({ iss: 'https://other.test' })],
    ['of an unknown role', () => identity.token({ role: 'SERVICE' })],
    ['of no role', () => identity.token({ role: undefined })],
    ['of a role that is everywhere', () => identity.token({ role: 'constructor' })],
    ['without a subject', () => identity.token({ sub: undefined })],
    [
      'altered',
      async () =>
        (await identity.token()).replace(
          /\.[^.]+\./,
          `.${base64url.encode(JSON.stringify({ ...good, role: 'ADMIN' }))}.`,
        ),
    ],
    ['that is none', async () => 'nonsense'],
  ] as [string, () => Promise<string>][])('%s: refused, not anonymous', async (_what, make) => {
    const token = await make();
    const answer = await gateway.run('{ people { id } }', { token });
    expect(answer.status).toBe(401);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  it('of another scheme are refused', async () => {
    for (const authorization of ['Basic dTpw', 'Bearer', 'Bearer a b', '']) {
      const answer = await gateway.run('{ people { id } }', { headers: { authorization } });
      expect([authorization, answer.status]).toEqual([authorization, 401]);
    }
  });

  it('hold until they expire, though they are kept', async () => {
    const token = await identity.token({ sub: 'late' }, 100);
    expect((await gateway.run(who, { token })).data.viewer.subject).toBe('late');
    clockOffset = 101_000;
    try {
      expect((await gateway.run(who, { token })).status).toBe(401);
    } finally {
      clockOffset = 0;
    }
  });
});

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

describe('the built-in issuer', () => {
  const secret = 'the secret of the operator, long enough';
  let folder: string;
  let local: TestGateway;

  const request = (parameters: Record<string, string>, json = false) =>
    fetch(`${local.url}/issuer/token`, {
      method: 'POST',
      headers: { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' },
      body: json ? JSON.stringify(parameters) : new URLSearchParams(parameters).toString(),
    });
  const operator = { grant_type: 'client_credentials', client_id: 'operator', client_secret: secret };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'issuer-'));
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    writeFileSync(join(folder, 'key.json'), JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
    const key = await readSigningKey(join(folder, 'key.json'));
    local = await TestGateway.start(graph.supergraphSdl, {
      keys: key.keys,
      issuer: 'built-in',
      audience: 'graph',
      claims: { role: 'role', scope: 'scope', policies: 'policies', further: { tenant: 'brandId' } },
      roles: new Set(Object.keys(roleRules)),
      builtIn: { key, secret, revocationFile: join(folder, 'revoked') },
    });
  });

  afterAll(async () => {
    await local.stop();
    rmSync(folder, { recursive: true });
  });

  it('issues tokens that hold, with the scopes of the role', async () => {
    for (const json of [false, true]) {
      const answer = await request({ ...operator, role: 'BRAND', brand_id: 'b1', brand_role: 'OWNER' }, json);
      expect(answer.status).toBe(200);
      const { access_token, expires_in, scope, token_type } = (await answer.json()) as Record<string, string>;
      expect({ expires_in, scope, token_type }).toEqual({
        expires_in: 43_200,
        scope: roleRules.BRAND!.scopes.join(' '),
        token_type: 'Bearer',
      });
      expect(decodeJwt(access_token!)).toMatchObject({
        role: 'BRAND',
        brandId: 'b1',
        brandRole: 'OWNER',
        jti: expect.any(String),
      });
      const { data } = await local.run(who, { token: access_token! });
      expect(data.viewer).toEqual({ subject: 'b1', role: 'BRAND', scopes: [...roleRules.BRAND!.scopes], tenant: 'b1' });
    }
  });

  it('gives a client what was asked for', async () => {
    const answer = await request({
      ...operator,
      role: 'CLIENT',
      scope: 'metrics:write',
      subject: 'loader',
      expires_in: '60',
    });
    expect(await answer.json()).toMatchObject({ scope: 'metrics:write', expires_in: 60 });
  });

  it.each([
    ['a wrong secret', { ...operator, client_secret: 'guess', role: 'OPERATOR' }, 401, 'invalid_client'],
    ['another client', { ...operator, client_id: 'root', role: 'OPERATOR' }, 401, 'invalid_client'],
    ['no secret', { grant_type: 'client_credentials', client_id: 'operator', role: 'OPERATOR' }, 401, 'invalid_client'],
    ['another grant', { ...operator, grant_type: 'password', role: 'OPERATOR' }, 400, 'unsupported_grant_type'],
    ['an unknown role', { ...operator, role: 'SERVICE' }, 400, 'invalid_request'],
    ['a brand without its id', { ...operator, role: 'BRAND', brand_role: 'OWNER' }, 400, 'invalid_request'],
    [
      'a brand role that is none',
      { ...operator, role: 'BRAND', brand_id: 'b', brand_role: 'BOSS' },
      400,
      'invalid_request',
    ],
    ['a life without end', { ...operator, role: 'OPERATOR', expires_in: '999999999' }, 400, 'invalid_request'],
    ['a scope with a quote', { ...operator, role: 'CLIENT', scope: 'a"b' }, 400, 'invalid_scope'],
  ])('refuses %s', async (_what, parameters, status, error) => {
    const answer = await request(parameters);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error });
  });

  it('shows its public key, and no more of it', async () => {
    const { keys } = (await (await fetch(`${local.url}/.well-known/jwks.json`)).json()) as { keys: JWK[] };
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('is not there without its settings', async () => {
    expect((await fetch(`${gateway.url}/issuer/token`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${gateway.url}/.well-known/jwks.json`)).status).toBe(404);
  });
});
