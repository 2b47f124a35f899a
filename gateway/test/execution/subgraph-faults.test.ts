import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { documentedAnswers } from '../bad-inputs-page.js';
import { eventually, stream, TestGateway, testIdentity, type Answer } from '../gateway-kit.js';
import { goodViews, startLibraryGraph, type ViewsAnswer } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

/** Longest that operations wait for subgraphs, in ms: on a busy machine, too, much longer than a fault takes to show. */
const timeout = 1_500;

const { graph, gateway } = serveGraph(startLibraryGraph, {
  // So many faults in a row would open the circuit breaker, which subgraph-breaker.test.ts is about.
  limits: { subgraphTimeout: timeout, subgraphAnswer: 100_000, breakerFailures: 10_000 },
});

afterEach(() => graph.answerViews(goodViews));

const json = { 'content-type': 'application/json' };
const entities =
  (value: unknown): ViewsAnswer =>
  (_request, response) =>
    void response.writeHead(200, json).end(JSON.stringify(value));

/** What a faulty subgraph may do, and the code that tells it. */
const faults: Record<string, [ViewsAnswer, string]> = {
  'hangs up': [(request) => request.socket.destroy(), 'SUBGRAPH_UNAVAILABLE'],
  'says nothing': [() => undefined, 'TIMEOUT'],
  'stops halfway': [(_request, response) => void response.writeHead(200, json).write('{"data":'), 'TIMEOUT'],
  'sends a byte now and then': [
    (_request, response) => {
      response.writeHead(200, json).write('{"data":"');
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    },
    'TIMEOUT',
  ],
  'hangs up amid the body': [
    (request, response) => {
      response.writeHead(200, { ...json, 'content-length': 100 }).write('{"data":');
      setTimeout(() => request.socket.destroy(), 20);
    },
    'SUBGRAPH_UNAVAILABLE',
  ],
  'speaks no HTTP': [(request) => void request.socket.end('HELLO\r\n\r\n'), 'SUBGRAPH_UNAVAILABLE'],
  'announces 1 GB': [
    (_request, response) =>
      void response.writeHead(200, { ...json, 'content-length': 2 ** 30 }).write(Buffer.alloc(200_000, 'x')),
    'SUBGRAPH_UNAVAILABLE',
  ],
  'answers in a coding of its own': [
    (_request, response) =>
      void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync('{"data":{"_entities":[]}}')),
    'SUBGRAPH_UNAVAILABLE',
  ],
  'answers 204': [(_request, response) => void response.writeHead(204).end(), 'SUBGRAPH_UNAVAILABLE'],
  'answers 500 in HTML': [
    (_request, response) =>
      void response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>at 10.0.0.7:4101</h1>'),
    'SUBGRAPH_UNAVAILABLE',
  ],
  'answers HTML': [
    (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    'SUBGRAPH_UNAVAILABLE',
  ],
  'answers half a JSON': [
    (_request, response) => void response.writeHead(200, json).end('{"data":{"_ent'),
    'SUBGRAPH_UNAVAILABLE',
  ],
  'answers an empty body': [(_request, response) => void response.writeHead(200, json).end(), 'SUBGRAPH_UNAVAILABLE'],
  redirects: [
    (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/secret' }).end(),
    'SUBGRAPH_UNAVAILABLE',
  ],
  'answers too much': [
    (_request, response) => void response.writeHead(200, json).end(`{"data":"${'x'.repeat(200_000)}"}`),
    'SUBGRAPH_UNAVAILABLE',
  ],
  'never ends': [
    (_request, response) => {
      response.writeHead(200, json);
      const timer = setInterval(() => response.write('x'.repeat(50_000)), 5);
      response.on('close', () => clearInterval(timer));
    },
    'SUBGRAPH_UNAVAILABLE',
  ],
  'sends fewer entities': [entities({ data: { _entities: [{ views: 1 }] } }), 'SUBGRAPH_UNAVAILABLE'],
  'sends more entities': [
    entities({ data: { _entities: [{ views: 1 }, { views: 2 }, { views: 3 }] } }),
    'SUBGRAPH_UNAVAILABLE',
  ],
  'sends entities that are none': [entities({ data: { _entities: [1, 'x'] } }), 'SUBGRAPH_UNAVAILABLE'],
  'sends no data': [entities({}), 'SUBGRAPH_UNAVAILABLE'],
  'sends a list': [entities([]), 'SUBGRAPH_UNAVAILABLE'],
  'refuses the gateway': [
    (_request, response) => void response.writeHead(401, json).end('{"errors":[{"message":"no"}]}'),
    'SUBGRAPH_UNAVAILABLE',
  ],
  'fails without a code': [
    entities({
      data: null,
      errors: [{ message: 'SELECT * FROM users at 10.0.0.7', extensions: { stacktrace: ['at /srv/app.js'] } }],
    }),
    'INTERNAL',
  ],
  'sends a wrong scalar': [entities({ data: { _entities: [{ views: 'many' }, { views: {} }] } }), 'INTERNAL'],
};

const internals = /127\.0|localhost|http:|10\.0\.0|SELECT|stack|\/srv|\.js|serviceName|"views"}|secret/;
const query = '{ works { title views author { name } } }';

/** Checks an answer whose `views` are missing. @returns the code that tells why */
function codeOfMissingViews({ data, errors }: Pick<Answer, 'data' | 'errors'>): string | undefined {
  expect(data).toEqual({
    works: [
      { title: 'First', views: null, author: { name: 'Nguyễn Ánh' } },
      { title: 'Second', views: null, author: { name: '山田' } },
    ],
  });
  const [code, another] = errors?.map(({ extensions }) => extensions?.code) ?? [];
  expect(another).toBe(code);
  expect(errors?.map(({ path }) => path)).toEqual([
    ['works', 0, 'views'],
    ['works', 1, 'views'],
  ]);
  return code;
}

describe('one faulty subgraph', () => {
  const documented = documentedAnswers('subgraph-faults.test.ts');

  it('is on the page with every fault', () => {
    expect(documented).toEqual(
      Object.fromEntries(Object.entries(faults).map(([what, [, code]]) => [what, `null with ${code}`])),
    );
  });

  it.each(Object.entries(faults))(
    '%s: costs its fields alone, over HTTP and WebSocket',
    async (_what, [answer, code]) => {
      graph.answerViews(answer);
      const started = Date.now();
      const result = await gateway.run(query);
      expect(result.status).toBe(200);
      expect(codeOfMissingViews(result)).toBe(code);
      expect(result.text).not.toMatch(internals);
      expect(Date.now() - started).toBeLessThan(timeout + 2_500);
      const client = gateway.client();
      const { results, error } = await stream(client, query);
      await client.dispose();
      expect(error).toBeUndefined();
      expect(results).toHaveLength(1);
      expect(codeOfMissingViews(results[0] as Answer)).toBe(code);
      expect(JSON.stringify(results)).not.toMatch(internals);
    },
  );

  it('that is dead costs its fields alone', async () => {
    const { identity } = await testIdentity();
    // Nobody listens on this port.
    const subgraphUrls = new Map([['VIEWS', 'http://127.0.0.1:1/graphql']]);
    const lonely = await TestGateway.start(graph.supergraphSdl, identity, { subgraphUrls });
    const result = await lonely.run(query);
    await lonely.stop();
    expect(codeOfMissingViews(result)).toBe('SUBGRAPH_UNAVAILABLE');
    expect(result.text).not.toMatch(internals);
  });

  it('keeps message, path and code of errors with a code of ours, and nothing else of them', async () => {
    graph.answerViews(
      entities({
        data: { _entities: [{ views: 5 }, { views: null }] },
        errors: [
          {
            message: 'Work not found.',
            path: ['_entities', 1, 'views'],
            extensions: { code: 'NOT_FOUND', argument: 'id', sql: 'SELECT 1', serviceName: 'views' },
          },
        ],
      }),
    );
    const { data, errors } = await gateway.run('{ works { views } }');
    expect(data).toEqual({ works: [{ views: 5 }, { views: null }] });
    expect(errors).toEqual([
      { message: 'Work not found.', path: ['works', 1, 'views'], extensions: { code: 'NOT_FOUND', argument: 'id' } },
    ]);
  });

  it('is asked once more for a query whose connection broke, never for a mutation', async () => {
    let asked = 0;
    const breaksOnce: ViewsAnswer = (request, response, body) => {
      asked += 1;
      if (asked === 1) request.socket.destroy();
      else goodViews(request, response, body);
    };
    graph.answerViews(breaksOnce);
    expect((await gateway.run('{ totalViews }')).data).toEqual({ totalViews: 20 });
    expect(asked).toBe(2);
    asked = 0;
    const mutation = await gateway.run('mutation { addView(id: "w1") }');
    expect(mutation.errors).toMatchObject([{ path: ['addView'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(asked).toBe(1);
  });

  it.each(['HTTP', 'WebSocket'])('is left when the client leaves, over %s', async (transport) => {
    let asked = false;
    let left = false;
    graph.answerViews((_request, response) => {
      asked = true;
      response.once('close', () => (left = true));
    });
    const client = new AbortController();
    const socket = gateway.client();
    if (transport === 'HTTP') {
      void fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: json,
        body: '{"query":"{ totalViews }"}',
        signal: client.signal,
      }).catch(() => undefined);
    } else void stream(socket, '{ totalViews }');
    await eventually(() => asked);
    const before = Date.now();
    if (transport === 'HTTP') client.abort();
    else socket.terminate();
    await eventually(() => left);
    // Its time would be up later.
    expect(Date.now() - before).toBeLessThan(timeout - 100);
    await socket.dispose();
  });

  it('gets the assertion and the request id, and nothing that the client sent', async () => {
    graph.viewsRequests.length = 0;
    await gateway.run('{ totalViews }', {
      headers: {
        cookie: 'a=b',
        'x-internal': '1',
        'x-viewer-assertion': 'forged',
        'x-request-timeout-ms': '99999',
        'x-request-id': 'r1',
      },
    });
    const { headers } = graph.viewsRequests[0]!;
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'connection',
      'content-length',
      'content-type',
      'host',
      'x-request-id',
      'x-request-timeout-ms',
      'x-viewer-assertion',
    ]);
    expect(headers['x-viewer-assertion']).not.toBe('forged');
    expect(headers['x-request-id']).toBe('r1');
  });

  it('is told how many milliseconds are left to answer, fewer with every step of a plan', async () => {
    graph.viewsRequests.length = 0;
    await gateway.run('{ slow(milliseconds: 100) totalViews works { views } }');
    const [first, second] = graph.viewsRequests.map(({ headers }) => Number(headers['x-request-timeout-ms']));
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(timeout);
    // Asked once `works` has answered, which `slow` holds up.
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThanOrEqual(timeout - 100);
  });

  it('slow or failing among the others, costs its fields alone', async () => {
    const { data, errors, text } = await gateway.run('{ slow(milliseconds: 4000) fault people { name } }');
    expect(data.people).toHaveLength(2);
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['TIMEOUT', 'TIMEOUT']);
    const faulty = await gateway.run('{ fault people { id } }');
    expect(faulty.errors).toEqual([
      { message: 'Something went wrong on our side.', path: ['fault'], extensions: { code: 'INTERNAL' } },
    ]);
    expect(text + faulty.text).not.toMatch(/password|SELECT/);
  });
});
