import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { documentedAnswers } from '../bad-inputs-page.js';
import type { Answer } from '../gateway-kit.js';
import { startPagedGraph } from '../graphs/paged-graph.js';
import { serveGraph } from '../served-graph.js';
import { rawStatus } from './raw-http.js';

const { graph, gateway } = serveGraph(startPagedGraph, {
  limits: { body: 100_000 },
});

const graphqlJson = 'application/graphql-response+json';
const json = { 'content-type': 'application/json' };
const preflighted = { 'apollo-require-preflight': '1' };
const query = 'query Q($years: Int) { report(years: $years) }';

const post = (body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.send({ method: 'POST', headers: { ...json, ...headers }, body });
const postJson = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  post(JSON.stringify(body), headers);
const get = (parameters: Record<string, string>, headers: Record<string, string> = preflighted): Promise<Answer> =>
  gateway.send({ method: 'GET', headers }, `?${new URLSearchParams(parameters).toString()}`);
const raw = (head: string, body: string | Buffer = ''): Promise<number> =>
  rawStatus(gateway.url, Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(body)]));
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Addresses with a parameter that a URL would read as something else, and its name. */
const misencoded: readonly (readonly [string, string])[] = [
  ['query', '?query=%7Bword(text:%22%ff%22)%7D'],
  ['query', '?query=%7Breport%7D%zz'],
  ['query', '?query=%7Breport%7D%2'],
  ['query', '?query=%7Bword(text:%22%ed%a0%80%22)%7D'],
  ['query', '?%71uery=%7Bword(text:%22%c0%af%22)%7D'],
  ['variables', '?query=%7Breport%7D&variables=%7B%22a%22:%22%e9%22%7D'],
  ['operationName', '?query=query%20Q%7Breport%7D&operationName=Q%f0%9f'],
  ['extensions', '?query=%7Breport%7D&extensions=%7B%7D%'],
  ['documentId', '?documentId=sha256:%80'],
];

/** What is wrong with a request, and how it is sent; what it is answered stands on the page. */
const badRequests: Record<string, () => Promise<Answer | number>> = {
  'broken JSON': () => post('{"query":'),
  'an empty body': () => post(''),
  'a body that is no object': () => post('"{ report }"'),
  'an object without keys': () => post('{}'),
  'no query': () => postJson({ variables: {} }),
  'an empty query': () => postJson({ query: '' }),
  'a query that is no text': async () => {
    const answers = [];
    for (const wrong of [{ a: 1 }, 1, true, ['{ report }']]) answers.push(await postJson({ query: wrong }));
    return worst(answers);
  },
  'an operationName that is no text': async () => {
    const answers = [];
    for (const operationName of [{ a: 1 }, 1, true, ['Q']]) answers.push(await postJson({ query, operationName }));
    return worst(answers);
  },
  'variables that are no object': async () => {
    const answers = [];
    for (const variables of ['{}', 1, true, [1]]) answers.push(await postJson({ query, variables }));
    return worst(answers);
  },
  'extensions that are no object': async () => {
    const answers = [];
    for (const extensions of ['{}', 1, true, [1]]) answers.push(await postJson({ query, extensions }));
    return worst(answers);
  },
  'a batch': () => postJson([{ query }, { query }]),
  'no content type': () => gateway.send({ method: 'POST', body: new Blob([JSON.stringify({ query })]) }),
  'text/plain': () => postJson({ query }, { 'content-type': 'text/plain' }),
  'a form': () => post('query={report}', { 'content-type': 'application/x-www-form-urlencoded' }),
  multipart: () => {
    const form = new FormData();
    form.set('operations', JSON.stringify({ query }));
    return gateway.send({ method: 'POST', headers: preflighted, body: form });
  },
  'charset utf-7': () => postJson({ query }, { 'content-type': 'application/json; charset=utf-7' }),
  'charset utf-16': () => postJson({ query }, { 'content-type': 'application/json; charset="utf-16"' }),
  'a gzip bomb, or any other Content-Encoding': () =>
    post(gzipSync(Buffer.alloc(50_000_000, ' ')), { 'content-encoding': 'gzip' }),
  'a body over the limit': () => postJson({ query: `{ report } #${'x'.repeat(100_000)}` }),
  'a body over the limit, in chunks': () =>
    raw(
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked',
      `1e848\r\n${' '.repeat(125_000)}\r\n0\r\n\r\n`,
    ),
  'Accept of XML': () => postJson({ query: 'mutation { burn }' }, { accept: 'application/xml' }),
  'Accept that refuses JSON': () => postJson({ query }, { accept: 'application/json;q=0, text/html' }),
  PUT: () => gateway.send({ method: 'PUT', headers: json, body: JSON.stringify({ query }) }),
  DELETE: () => gateway.send({ method: 'DELETE' }),
  PATCH: () => gateway.send({ method: 'PATCH', headers: json, body: JSON.stringify({ query }) }),
  HEAD: () => gateway.send({ method: 'HEAD', headers: preflighted }, `?query=${encodeURIComponent('{ report }')}`),
  'GET without a preflight header': () => get({ query: '{ report }' }, {}),
  'GET without a query': () => get({}),
  'GET of a form': () => get({ query: '{ report }' }, { ...preflighted, 'content-type': 'text/plain' }),
  'a mutation by GET': () => get({ query: 'mutation { burn }' }),
  'a parameter twice by GET': () =>
    gateway.send({ method: 'GET', headers: preflighted }, '?query=%7B%20report%20%7D&query=%7B%20report%20%7D'),
  'variables by GET that are no JSON': () => get({ query, variables: '{"years":' }),
  'variables by GET that are no object': () => get({ query, variables: '[1]' }),
  'a parameter by GET that is not percent-encoded UTF-8': async () => {
    const answers: Answer[] = [];
    for (const [name, search] of misencoded) {
      const answer = await gateway.send({ method: 'GET', headers: preflighted }, search);
      expect(answer.errors).toMatchObject([{ message: `The parameter ${name} is not percent-encoded UTF-8.` }]);
      answers.push(answer);
    }
    return worst(answers);
  },
  'bytes past ASCII in a target': () =>
    raw('GET /graphql?query={word(text:"\u00e9")} HTTP/1.1\r\nHost: x\r\nApollo-Require-Preflight: 1'),
  'a persisted query with a wrong hash': () =>
    postJson({ query, extensions: { persistedQuery: { version: 1, sha256Hash: sha256('something else') } } }),
  'headers of 20 kB': () => raw(`POST /graphql HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}`),
  '3,000 headers': () =>
    raw(`POST /graphql HTTP/1.1\r\nHost: x${Array.from({ length: 3_000 }, (_, n) => `\r\nX${n}: 1`).join('')}`),
  'Content-Length with Transfer-Encoding': () =>
    raw(
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked',
      '0\r\n\r\n',
    ),
  'two Content-Lengths': () =>
    raw('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6', 'hello'),
  'no HTTP at all': () => raw('hello', '\r\n\r\n'),
  'a target that is no URL': () => raw('GET http://[ HTTP/1.1\r\nHost: x'),
  'a target of slashes': () => raw('GET // HTTP/1.1\r\nHost: x'),
  'an upgrade to a target that is no URL': () =>
    raw(
      'GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ),
};

/** Of several answers that should be alike, the first one that differs, or the first. */
function worst(answers: Answer[]): Answer {
  return answers.find(({ status }) => status !== answers[0]?.status) ?? (answers[0] as Answer);
}

const written = (answer: Answer | number): string => {
  if (typeof answer === 'number') return String(answer);
  const code = answer.errors?.[0]?.extensions?.code;
  return code ? `${answer.status} ${code}` : String(answer.status);
};

describe('bad requests', () => {
  const documented = documentedAnswers('http-protocol.test.ts');

  it('are all on the page', () => {
    expect(Object.keys(documented).sort()).toEqual(Object.keys(badRequests).sort());
  });

  it.each(Object.keys(badRequests))('%s: refused as the page says, no subgraph asked', async (what) => {
    const before = graph.asked();
    const answer = await badRequests[what]?.();
    expect(written(answer as Answer)).toBe(documented[what]);
    if (typeof answer === 'object') {
      expect(answer.data).toBeUndefined();
      expect(answer.text).not.toMatch(/\/work|node_modules|at .+:\d+|127\.0/);
      if (answer.status === 405) expect(answer.headers.get('allow')).toMatch(/POST/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect(graph.asked()).toBe(before);
    // Whatever came, the next one is served.
    expect((await gateway.run('{ report }')).data).toEqual({ report: 1 });
  });
});

describe('GraphQL over HTTP', () => {
  const type = (answer: Answer): string | null => answer.headers.get('content-type');

  it.each([
    ['nothing', undefined, 'application/json'],
    ['anything', '*/*', 'application/json'],
    ['any application', 'application/*', 'application/json'],
    ['JSON', 'application/json', 'application/json'],
    ['JSON with a charset', 'application/json; charset=utf-8', 'application/json'],
    ['GraphQL', graphqlJson, graphqlJson],
    ['GraphQL before JSON', `${graphqlJson}, application/json;q=0.9`, graphqlJson],
    ['JSON before GraphQL', `application/json, ${graphqlJson};q=0.9`, 'application/json'],
    ['GraphQL, else anything', `${graphqlJson}, */*;q=0.1`, graphqlJson],
    ['capitals', 'Application/JSON', 'application/json'],
    ['XML, else JSON', 'application/xml, application/json;q=0.5', 'application/json'],
  ])('accept of %s', async (_what, accept, expected) => {
    const headers: Record<string, string> = accept === undefined ? {} : { accept };
    const answer = await postJson({ query: '{ report }' }, headers);
    expect(answer.status).toBe(200);
    expect(type(answer)).toBe(`${expected}; charset=utf-8`);
    expect(answer.data).toEqual({ report: 1 });
  });

  it('without an Accept header answers plain JSON', async () => {
    const body = JSON.stringify({ query: '{ report }' });
    const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    expect(await raw(head, body)).toBe(200);
  });

  it.each([
    ['a syntax error', { query: '{' }],
    ['an unknown field', { query: '{ nothing }' }],
    ['a variable of the wrong type', { query, variables: { years: 'x' } }],
    ['an unknown operation', { query, operationName: 'Other' }],
  ])('%s: 400 as a GraphQL response, 200 as plain JSON, never with data', async (_what, body) => {
    const graphql = await postJson(body, { accept: graphqlJson });
    expect([graphql.status, type(graphql)]).toEqual([400, `${graphqlJson}; charset=utf-8`]);
    expect(Object.keys(JSON.parse(graphql.text) as object)).toEqual(['errors']);
    const plain = await postJson(body, { accept: 'application/json' });
    expect([plain.status, type(plain)]).toEqual([200, 'application/json; charset=utf-8']);
    expect(Object.keys(JSON.parse(plain.text) as object)).toEqual(['errors']);
  });

  it('takes null for what may be left out, and objects where they belong', async () => {
    for (const accept of [graphqlJson, 'application/json']) {
      for (const more of [
        { variables: null, operationName: null, extensions: null },
        { variables: {}, operationName: 'Q', extensions: {} },
        { variables: { years: 3 }, operationName: '', extensions: { some: { thing: 1 } } },
      ]) {
        expect((await postJson({ query, ...more }, { accept })).data).toEqual({ report: 1 });
      }
    }
  });

  it('takes queries by GET, with variables and the name in the address', async () => {
    const answer = await get({ query, variables: '{"years":3}', operationName: 'Q', extensions: '{}' });
    expect(answer.data).toEqual({ report: 1 });
  });

  it('takes a byte order mark, and UTF-8 by any spelling', async () => {
    expect((await post(`\uFEFF${JSON.stringify({ query: '{ word(text: "山") }' })}`)).data).toEqual({ word: 'word' });
    for (const charset of ['utf-8', 'UTF-8', '"utf-8"', 'utf8']) {
      const contentType = { 'content-type': `application/json; charset=${charset}` };
      expect((await postJson({ query }, contentType)).data).toEqual({ report: 1 });
    }
  });

  it('keeps persisted queries through a flood of bad ones', async () => {
    const text = '{ kept: report }';
    const extensionsOf = (sent: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(sent) } });
    const unknown = await postJson({ extensions: extensionsOf(text) });
    expect(unknown.errors).toMatchObject([{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }]);
    await postJson({ query: text, extensions: extensionsOf(text) });
    // Right hashes of documents that are refused, 9 MB of them, and wrong ones.
    for (let n = 0; n < 100; n += 1) {
      const refused = `{ nothing } # ${n} ${'x'.repeat(90_000)}`;
      await postJson({ query: refused, extensions: extensionsOf(refused) });
      await postJson({ query: refused, extensions: extensionsOf(text) });
    }
    expect((await postJson({ extensions: extensionsOf(text) })).data).toEqual({ kept: 1 });
    const refused = `{ nothing } # 1 ${'x'.repeat(90_000)}`;
    expect((await postJson({ extensions: extensionsOf(refused) })).errors).toMatchObject([
      { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ]);
  });
});
