import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { base64url, decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { readSigningKey } from '../../src/issuer/signing-key.js';
import { roleRules } from '../../src/issuer/default-scopes.js';
import { TestGateway } from '../gateway-kit.js';
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
