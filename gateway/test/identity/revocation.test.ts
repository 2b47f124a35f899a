import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { roleRules } from '../../src/issuer/default-scopes.js';
import { readSigningKey } from '../../src/issuer/signing-key.js';
import { eventually, TestGateway, testIdentity } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { runGraph } from '../served-graph.js';
import { RawSocket } from '../subscriptions/raw-socket.js';

const secret = 'the secret of the operator, long enough';
const operator = { client_id: 'operator', client_secret: secret };

const { graph } = runGraph(startLibraryGraph);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'revocation-'));
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  writeFileSync(join(folder, 'key.json'), JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const withIssuer = async (revocationFile = join(folder, 'revoked')): Promise<TestGateway> => {
  const key = await readSigningKey(join(folder, 'key.json'));
  return TestGateway.start(graph.supergraphSdl, {
    keys: key.keys,
    issuer: 'built-in',
    audience: 'graph',
    claims: { role: 'role', scope: 'scope', policies: 'policies', further: {} },
    roles: new Set(Object.keys(roleRules)),
    builtIn: { key, secret, revocationFile },
  });
};
const form = (gateway: TestGateway, path: string, parameters: Record<string, string>): Promise<Response> =>
  fetch(`${gateway.url}/issuer/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
const tokenOf = async (gateway: TestGateway, subject: string): Promise<string> => {
  const answer = await form(gateway, 'token', {
    ...operator,
    grant_type: 'client_credentials',
    role: 'ANALYST',
    subject,
  });
  return ((await answer.json()) as { access_token: string }).access_token;
};

/** A subscription over each transport. */
const watch = async (gateway: TestGateway, token: string) => {
  const raw = await RawSocket.open(gateway.socketUrl, { token });
  raw.subscribe('a', 'subscription { ticks }');
  await raw.has('next', 'a');
  const events = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: 'subscription { ticks }' }),
  });
  return { closed: raw.closed, events: events.text(), isOpen: () => raw.socket.readyState === raw.socket.OPEN, raw };
};
const me = '{ me { id } }';

describe('a token of the built-in issuer', () => {
  it('that is revoked ends its streams at once, is refused from then on, and after a restart too', async () => {
    let gateway = await withIssuer();
    const [token, other] = [await tokenOf(gateway, 'ann'), await tokenOf(gateway, 'ann')];
    const watched = await watch(gateway, token);
    const spared = await watch(gateway, other);
    expect((await gateway.run(me, { token })).status).toBe(200);

    const started = Date.now();
    expect((await form(gateway, 'revoke', { ...operator, token })).status).toBe(200);
    expect(await watched.closed).toEqual({ code: 4401, reason: 'Token revoked' });
    expect(await watched.events).toMatch(/"message":"Token revoked".*"UNAUTHENTICATED".*\n\nevent: complete/s);
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(await gateway.run(me, { token })).toMatchObject({ status: 401 });
    expect((await gateway.run(me, { token: other })).status).toBe(200);
    expect(spared.isOpen()).toBe(true);
    spared.raw.socket.terminate();

    await gateway.stop();
    await spared.events.catch(() => undefined);
    gateway = await withIssuer();
    expect((await gateway.run(me, { token })).status).toBe(401);
    expect((await gateway.run(me, { token: other })).status).toBe(200);
    await gateway.stop();
  }, 30_000);

  it('is revoked with all others of its subject, and a newer one holds', async () => {
    const gateway = await withIssuer();
    const tokens = await Promise.all([1, 2].map(() => tokenOf(gateway, 'bea')));
    const bystander = await tokenOf(gateway, 'cai');
    const watched = await Promise.all(tokens.map((token) => watch(gateway, token)));
    expect((await form(gateway, 'revoke', { ...operator, subject: 'bea' })).status).toBe(200);
    for (const { closed } of watched) expect(await closed).toMatchObject({ code: 4401, reason: 'Token revoked' });
    for (const token of tokens) expect((await gateway.run(me, { token })).status).toBe(401);
    expect((await gateway.run(me, { token: bystander })).status).toBe(200);
    // Times of issue are whole seconds.
    await eventually(async () => (await gateway.run(me, { token: await tokenOf(gateway, 'bea') })).status === 200);
    await gateway.stop();
  }, 30_000);

  it('is revoked by the operator alone, and what is no token is no error', async () => {
    const gateway = await withIssuer();
    const token = await tokenOf(gateway, 'dan');
    for (const [parameters, status, error] of [
      [{ ...operator, client_secret: 'guess', token }, 401, 'invalid_client'],
      [{ token }, 401, 'invalid_client'],
      [operator, 400, 'invalid_request'],
      [{ ...operator, subject: 'x'.repeat(300) }, 400, 'invalid_request'],
    ] as [Record<string, string>, number, string][]) {
      const answer = await form(gateway, 'revoke', parameters);
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ error });
    }
    expect((await form(gateway, 'revoke', { ...operator, token: 'nonsense' })).status).toBe(200);
    expect((await form(gateway, 'revoke', { ...operator, token: `${token}x` })).status).toBe(200);
    expect((await gateway.run(me, { token })).status).toBe(200);
    expect((await fetch(`${gateway.url}/issuer/revoke`)).status).toBe(405);
    await gateway.stop();
  });

  it('is cut off even where the list cannot be stored, and the operator is told so', async () => {
    const gateway = await withIssuer(join(folder, 'no such folder', 'revoked'));
    const token = await tokenOf(gateway, 'eve');
    const answer = await form(gateway, 'revoke', { ...operator, token });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ error: 'server_error' });
    expect((await gateway.run(me, { token })).status).toBe(401);
    await gateway.stop();
  });

  it('is forgotten on the list when it has expired anyway; a line that a crash cut off is passed over', async () => {
    const file = join(folder, 'old');
    const past = Math.floor(Date.now() / 1000) - 10;
    const lasting = JSON.stringify({ id: 'lasting', until: past + 1_000 });
    writeFileSync(file, `${JSON.stringify({ id: 'gone', until: past })}\n${lasting}\n{"id":"cut`);
    await (await withIssuer(file)).stop();
    expect(readFileSync(file, 'utf8')).toBe(`${lasting}\n`);
  });
});

describe('a token of a foreign issuer', () => {
  let list: object | undefined;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((_request, response) => {
      if (list) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(list));
      else response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/revoked`;
  });
  afterAll(() => void server.close());

  it('ends its streams within seconds of being on the list, and the list is kept while it cannot be read', async () => {
    list = { revoked: [] };
    const identity = await testIdentity();
    const gateway = await TestGateway.start(graph.supergraphSdl, { ...identity.identity, revocationUrl: url });
    const iat = Math.floor(Date.now() / 1000);
    const byId = await identity.token({ jti: 'j1', sub: 'one', iat });
    const bySubject = await identity.token({ sub: 'two', iat });
    const watched = [await watch(gateway, byId), await watch(gateway, bySubject)];
    const started = Date.now();
    list = { revoked: [{ jti: 'j1' }, { sub: 'two', before: iat }] };
    for (const { closed } of watched) expect(await closed).toEqual({ code: 4401, reason: 'Token revoked' });
    expect(Date.now() - started).toBeLessThan(5_000);
    list = undefined;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    for (const token of [byId, bySubject]) expect((await gateway.run(me, { token })).status).toBe(401);
    expect((await gateway.run(me, { token: await identity.token({ sub: 'two', iat: iat + 1 }) })).status).toBe(200);
    await gateway.stop();
  }, 30_000);

  it('does not hold before the list was read once', async () => {
    list = undefined;
    const identity = await testIdentity();
    const gateway = await TestGateway.start(graph.supergraphSdl, { ...identity.identity, revocationUrl: url });
    const token = await identity.token();
    expect((await gateway.run(me, { token })).status).toBe(401);
    list = { revoked: [] };
    await eventually(async () => (await gateway.run(me, { token })).status === 200);
    await gateway.stop();
  });
});
