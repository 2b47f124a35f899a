import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { readGatewayEnvironment } from '../../src/environment.js';
import { loadSupergraph } from '../../src/supergraph/supergraph.js';
import { stream, TestGateway, testIdentity } from '../gateway-kit.js';
import { manual, protect, startSocialGraph } from '../graphs/social-graph.js';
import { runGraph } from '../served-graph.js';

const { graph } = runGraph(startSocialGraph);
let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  file = join(folder, 'supergraph.graphql');
  writeFileSync(file, graph.supergraphSdl);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('a foreign supergraph, authentication off', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    const { options } = await readGatewayEnvironment({ SUPERGRAPH_PATH: file, AUTHENTICATION: 'off' });
    const { supergraphSdl, identity, assertionSecret } = options;
    gateway = await TestGateway.start(supergraphSdl, identity, { assertionSecret });
  });

  afterAll(() => gateway?.stop());

  it('is served: queries across services, mutations, subscriptions', async () => {
    const answer = await gateway.run('{ post(id: "1234") { title author { username grade } } users { id } }');
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      post: { title: 'Securing supergraphs', author: { username: 'ada', grade: 'grade 100' } },
      users: [{ id: '1' }, { id: '2' }],
    });
    expect((await gateway.run('mutation { forget(id: "1") }')).data).toEqual({ forget: true });
    const client = gateway.client();
    try {
      const { results } = await stream(client, 'subscription { joined { username grade } }');
      expect(results).toEqual([{ data: { joined: { username: 'ada', grade: 'grade 100' } } }]);
    } finally {
      await client.dispose();
    }
  });

  it('sends its services nothing that they do not know', async () => {
    await gateway.run('{ users { id } }');
    const headers = Object.keys(graph.users.lastHeaders());
    expect(headers).toContain('x-request-id');
    expect(headers.filter((name) => /assertion|viewer|authorization/.test(name))).toEqual([]);
    expect(JSON.stringify(graph.users.fromSockets)).not.toContain('ssertion');
    expect(graph.users.fromSockets.length).toBeGreaterThan(0);
  });

  it('looks at no token', async () => {
    const answer = await gateway.run('{ users { id } }', { token: 'anything' });
    expect(answer.status).toBe(200);
    expect(graph.users.lastHeaders().authorization).toBeUndefined();
  });

  it('is ready when its services answer', async () => {
    expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
  });
});

describe('readiness of a service', () => {
  let server: Server;
  let gateway: TestGateway;
  /** Status at `/health/ready` and at the endpoint. */
  let statuses: [number, number] = [200, 200];

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      response.writeHead(request.url === '/health/ready' ? statuses[0] : statuses[1]).end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    gateway = await TestGateway.start(graph.supergraphSdl, undefined, { subgraphUrls: new Map([['USERS', url]]) });
  });

  afterAll(async () => {
    await gateway?.stop();
    server.closeAllConnections();
    server.close();
  });

  it.each([
    [[200, 500], 200],
    [[503, 200], 503],
    [[404, 200], 200],
    [[404, 401], 200],
    [[404, 400], 200],
    [[404, 502], 503],
  ] as [[number, number], number][])('at its health path and its endpoint %j: %i', async (answers, expected) => {
    statuses = answers;
    const ready = await fetch(`${gateway.url}/health/ready`);
    expect(ready.status).toBe(expected);
    if (expected === 503) expect(await ready.json()).toMatchObject({ reason: 'not ready: users' });
  });
});

describe('a protected supergraph, authentication off', () => {
  it('gives nobody what is protected, and says so at the start', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    const sdl = protect(graph.supergraphSdl, manual);
    const refusing = await TestGateway.start(sdl, undefined, { logger });
    const answering = await TestGateway.start(sdl, undefined, { logger, unauthorizedFields: 'null' });
    const token = await (await testIdentity()).token({ scope: 'read:email' });
    try {
      expect(lines.filter((line) => line.includes('authentication is off'))).toHaveLength(2);
      const query = '{ user(id: "1") { username email } }';
      const refused = await refusing.run(query, { token });
      expect([refused.status, refused.data]).toEqual([401, undefined]);
      expect(refused.errors).toMatchObject([{ path: ['user', 'email'], extensions: { code: 'UNAUTHENTICATED' } }]);
      const answer = await answering.run(query, { token });
      expect(answer.data).toEqual({ user: { username: 'ada', email: null } });
    } finally {
      await refusing.stop();
      await answering.stop();
    }
  });
});

describe('tokens for a foreign graph', () => {
  it('may have any role, or none; never one that the processes give themselves', async () => {
    const test = await testIdentity();
    const identity = { ...test.identity, roles: 'any' as const };
    const gateway = await TestGateway.start(protect(graph.supergraphSdl, manual), identity);
    try {
      const status = async (role: unknown) =>
        (await gateway.run('{ post(id: "1") { views } }', { token: await test.token({ role }) })).status;
      expect(await status('librarian')).toBe(200);
      expect(await status(undefined)).toBe(200);
      for (const role of ['SERVICE', 'ANONYMOUS', '', 7]) expect([role, await status(role)]).toEqual([role, 401]);
    } finally {
      await gateway.stop();
    }
  });
});

describe('a supergraph that cannot be served', () => {
  const linked = (feature: string) =>
    graph.supergraphSdl.replace(
      'schema\n',
      `schema\n  @link(url: "https://specs.apollo.dev/${feature}", for: EXECUTION)\n`,
    );

  it.each([
    ['context/v0.1', /uses @context and @fromContext .* does not support/],
    ['connect/v0.2', /uses connectors .* does not support/],
    ['somethingNew/v0.1', /cannot be served: .*somethingNew/],
  ])('is refused: %s', (feature, message) => {
    expect(() => loadSupergraph(linked(feature))).toThrow(message);
  });

  it('is refused: a service without an address, whose setting is named', () => {
    const sdl = graph.supergraphSdl.replaceAll(/url: "http:[^"]*"/g, 'url: ""');
    expect(() => loadSupergraph(sdl)).toThrow(/Subgraph posts has no http URL: set SUBGRAPH_URL_POSTS\./);
    const urls = new Map([
      ['POSTS', 'http://127.0.0.1:9/graphql'],
      ['USERS', 'http://127.0.0.1:9/graphql'],
    ]);
    expect(loadSupergraph(sdl, urls).subgraphs).toHaveLength(2);
  });
});

describe('the process of a gateway', () => {
  it('starts on a supergraph file with nothing but AUTHENTICATION=off', async () => {
    const process_ = spawn(
      process.execPath,
      [fileURLToPath(new URL('../../../dist/gateway/src/main.js', import.meta.url))],
      {
        env: { PATH: process.env.PATH, SUPERGRAPH_PATH: file, AUTHENTICATION: 'off', GATEWAY_PORT: '0' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    try {
      let output = '';
      let url: string | undefined;
      for await (const chunk of process_.stdout) {
        output += String(chunk);
        url = /"url":"([^"]+)"/.exec(output)?.[1];
        if (url) break;
      }
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ product { name inStock } }' }),
      });
      expect(await answer.json()).toEqual({ data: { product: { name: 'Table', inStock: true } } });
      // The explorer's tabs are of another graph.
      const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
      expect(await page.text()).not.toContain('LiveCampaign');
    } finally {
      process_.kill();
      await once(process_, 'exit');
    }
  });
});
