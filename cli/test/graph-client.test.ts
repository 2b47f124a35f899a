import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type GraphClient, GraphFailure, createGraphClient } from '../src/graph-client.js';
import { sendBatch } from '../src/import/import-requests.js';
import { RetryableFailure, pauseBefore, readRetryAfter } from '../src/retry.policy.js';
import { fixedToken, mintedTokens } from '../src/token-source.js';

interface Seen {
  readonly path: string;
  readonly body: string;
  readonly authorization: string | undefined;
}
type Answer = (response: ServerResponse, seen: Seen) => void;

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
const data = json(200, { data: { ok: true } });
const QUICK = { attempts: 4, baseDelayMs: 5, maxDelayMs: 1_500 };

describe('graph client', () => {
  let server: ReturnType<typeof createServer>;
  let base: string;
  let answers: Answer[];
  let seen: Seen[];
  const clients: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    answers = [];
    seen = [];
    server = createServer((request, response) => void answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const entry = { path: request.url ?? '', body, authorization: request.headers.authorization };
    seen.push(entry);
    (answers.shift() ?? data)(response, entry);
  }

  function connect(tokens = fixedToken('t'), signal?: AbortSignal): GraphClient {
    const client = createGraphClient({ url: `${base}/graphql`, tokens, policy: QUICK, signal });
    clients.push(client);
    return client;
  }

  it('tries again after 429, 503 and a broken connection, and then has its answer', async () => {
    answers = [
      json(429, { errors: [{ message: 'slow down' }] }, { 'retry-after': '1' }),
      json(503, {}),
      (response) => response.destroy(),
    ];
    const begun = Date.now();
    await expect(connect()('{ ok }', { a: 1 })).resolves.toEqual({ ok: true });
    expect(seen).toHaveLength(4);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_000);
    expect(JSON.parse(seen[3]!.body)).toEqual({ query: '{ ok }', variables: { a: 1 } });
    expect(seen[3]!.authorization).toBe('Bearer t');
  });

  it('tries again when a subgraph is away, which comes with status 200', async () => {
    answers = [json(200, { data: null, errors: [{ message: 'away', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] })];
    await expect(connect()('{ ok }')).resolves.toEqual({ ok: true });
  });

  it('gives up after the last try', async () => {
    answers = Array.from({ length: 4 }, () => json(503, {}));
    await expect(connect()('{ ok }')).rejects.toThrow(RetryableFailure);
    expect(seen).toHaveLength(4);
  });

  it('does not repeat what would fail again', async () => {
    answers = [json(200, { data: null, errors: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }] })];
    await expect(connect()('{ ok }')).rejects.toThrow(GraphFailure);
    expect(seen).toHaveLength(1);
  });

  it('stops waiting when it is told to', async () => {
    answers = [json(503, {}, { 'retry-after': '30' })];
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('Ctrl-C')), 30);
    await expect(connect(fixedToken('t'), controller.signal)('{ ok }')).rejects.toThrow('Ctrl-C');
  });

  it('mints a token, uses it again, and another one when it has run out', async () => {
    answers = [
      json(200, { access_token: 'first', expires_in: 0.03 }),
      data,
      json(200, { access_token: 'second', expires_in: 900 }),
    ];
    const client = connect(mintedTokens(base, 's3cret', { role: 'operator' }));
    await client('{ ok }');
    await new Promise((resolve) => setTimeout(resolve, 60));
    await client('{ ok }');
    await client('{ ok }');
    expect(seen.map(({ path }) => path)).toEqual([
      '/issuer/token',
      '/graphql',
      '/issuer/token',
      '/graphql',
      '/graphql',
    ]);
    expect(Object.fromEntries(new URLSearchParams(seen[0]!.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'operator',
      client_secret: 's3cret',
      role: 'OPERATOR',
    });
    expect(seen[4]!.authorization).toBe('Bearer second');
  });

  it('does not mint again and again when fresh tokens are refused', async () => {
    const refusal = json(401, { errors: [{ message: 'who?', extensions: { code: 'UNAUTHENTICATED' } }] });
    answers = [json(200, { access_token: 'first', expires_in: 900 }), refusal];
    await expect(connect(mintedTokens(base, 's', { role: 'operator' }))('{ ok }')).rejects.toThrow(GraphFailure);
    expect(seen).toHaveLength(2);
  });

  it('halves a batch that is too large, and keeps the order of the results', async () => {
    const results: Answer = (response, { body }) => {
      const { items } = (JSON.parse(body) as { variables: { items: { n: number }[] } }).variables;
      if (items.length > 2)
        return json(413, { errors: [{ message: 'too large' }] })(response, { path: '', body, authorization: '' });
      const list = items.map(({ n }) => ({
        outcome: n % 2 ? 'ACCEPTED' : 'DUPLICATE',
        reason: null,
        message: null,
        field: null,
      }));
      return json(200, { data: { ingestSnapshots: { results: list } } })(response, {
        path: '',
        body,
        authorization: '',
      });
    };
    answers = Array.from({ length: 12 }, () => results);
    const outcomes = await sendBatch(
      connect(),
      'snapshots',
      [1, 2, 3, 4, 5].map((n) => ({ n })),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'ACCEPTED',
      'DUPLICATE',
      'ACCEPTED',
      'DUPLICATE',
      'ACCEPTED',
    ]);
  });

  it('rejects only the items whose values the schema refuses', async () => {
    const message = 'Variable "$items" got invalid value "x" at "items[1].followers"; Count cannot represent "x".';
    const rest = [1, 2].map(() => ({ outcome: 'CREATED', message: null, field: null, creator: { id: 'c' } }));
    answers = [
      json(400, { errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] }),
      json(200, { data: { importCreators: { results: rest } } }),
    ];
    const outcomes = await sendBatch(connect(), 'creators', [{ n: 0 }, { n: 1 }, { n: 2 }]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['CREATED', 'REJECTED', 'CREATED']);
    expect(outcomes[1]).toMatchObject({ field: 'followers', reason: message });
  });
});

describe('retry policy', () => {
  const policy = { attempts: 5, baseDelayMs: 100, maxDelayMs: 1_000 };

  it('doubles its pauses up to the longest, half of each at random', () => {
    expect(pauseBefore(1, policy, null, 0)).toBe(50);
    expect(pauseBefore(1, policy, null, 1)).toBe(100);
    expect(pauseBefore(3, policy, null, 1)).toBe(400);
    expect(pauseBefore(9, policy, null, 1)).toBe(1_000);
  });

  it('waits as long as the server asks, within reason', () => {
    expect(pauseBefore(1, policy, 700, 0)).toBe(700);
    expect(pauseBefore(1, policy, 60_000, 0)).toBe(1_000);
    expect(readRetryAfter('2')).toBe(2_000);
    expect(readRetryAfter('Wed, 01 Oct 2025 00:00:05 GMT', Date.parse('2025-10-01T00:00:00Z'))).toBe(5_000);
    expect(readRetryAfter('soon')).toBeNull();
    expect(readRetryAfter(null)).toBeNull();
  });
});
