import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { ApolloPath } from '../../src/http/apollo-path.js';
import { eventually, type Answer } from '../gateway-kit.js';
import { goodViews, startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

const { graph, identity, gateway } = serveGraph(startLibraryGraph, {
  allowedOrigins: ['https://app.example.com'],
  limits: { body: 50_000 },
  logger: pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line) as never) }),
});
let token: string;
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  token = await identity.token({ scope: 'people:read' });
  // A token that is new to the gateway goes the long way, once.
  await gateway.run('{ works { id } }', { token });
});

let apollo: jest.SpiedFunction<ApolloPath['answer']>;
beforeEach(() => {
  apollo = jest.spyOn(ApolloPath.prototype, 'answer');
});
afterEach(() => {
  apollo.mockRestore();
  graph.answerViews(goodViews);
});

/** All that a client can tell two answers apart by. */
function seen({ status, headers, text }: Answer): object {
  return { status, text, headers: Object.fromEntries([...headers].filter(([name]) => name !== 'date')) };
}

const send = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'one-id', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const echo = 'query Echo($id: ID! = "w1") { work(id: $id) { id title views } }';
const named = 'query A { works { id } } query B { people { name } }';

const requests: Record<string, Record<string, unknown>> = {
  'a query': { query: '{ works { id title author { name } views } }' },
  'a query with variables': { query: echo, variables: { id: 'w2' } },
  'variables that are null': { query: echo, variables: null },
  'a named operation': { query: named, operationName: 'B' },
  'an empty name': { query: '{ works { id } }', operationName: '' },
  'a name that is null': { query: '{ works { id } }', operationName: null },
  'an unknown name': { query: named, operationName: 'C' },
  'no name where one is needed': { query: named },
  'a further key': { query: '{ works { id } }', id: 'some key of a client' },
  'a mutation': { query: 'mutation { addView(id: "w1") }' },
  'a mutation for the signed in': { query: 'mutation { rename(id: "p1", name: "山") { name } }' },
  introspection: { query: '{ __schema { queryType { name } } __typename }' },
  'a syntax error': { query: '{ works {' },
  'an unknown field': { query: '{ worlds { id } }' },
  'a wrong variable': { query: echo, variables: { id: { nested: true } } },
  'a right that is missing': { query: '{ people { email } me { name } }' },
  'too much nesting': { query: `{ ${'a { '.repeat(3_000)}b${' }'.repeat(3_000)} }` },
  'a subscription': { query: 'subscription { echo }' },
  'an error of a subgraph': { query: '{ works { id } fault }' },
  'an empty query': { query: '' },
  'a query that is no text': { query: 7 },
  'no query': { variables: {} },
  'a name that is no text': { query: echo, operationName: 7 },
  'variables that are a list': { query: echo, variables: [1] },
  'variables that are a text': { query: echo, variables: '{"id":"w2"}' },
};

describe('what is answered directly', () => {
  const accepts = {
    'plain JSON': 'application/json',
    'GraphQL responses': 'application/graphql-response+json',
    any: '*/*',
  };

  describe.each(Object.entries(accepts))('accepting %s', (_what, accept) => {
    it.each(Object.keys(requests))('%s: is answered as through Apollo Server', async (what) => {
      const signedIn = { authorization: `Bearer ${token}` };
      for (const headers of [{ accept }, { accept, ...signedIn }] as Record<string, string>[]) {
        apollo.mockClear();
        const direct = seen(await send(requests[what], headers));
        const directly = apollo.mock.calls.length === 0;
        const through = seen(await send({ ...requests[what], extensions: {} }, headers));
        expect(apollo).toHaveBeenCalledTimes(directly ? 1 : 2);
        expect(direct).toEqual(through);
        // What is no operation to begin with goes the long way.
        expect(directly).toBe(!/empty query|no text|^no query|list|are a text/.test(what));
      }
    });
  });

  it.each([
    ['a listed origin', { origin: 'https://app.example.com' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['the cost', { 'x-request-cost': '1' }],
    ['no request id', { 'x-request-id': '' }],
  ] as [string, Record<string, string>][])('%s: is answered alike', async (_what, headers) => {
    const query = '{ works { id } }';
    const alike = ({ headers: got, ...rest }: Answer): object => {
      const named = seen({ headers: got, ...rest }) as { headers: Record<string, string> };
      const id = named.headers['x-request-id'] ?? '';
      expect(id).toMatch(headers['x-request-id'] === '' ? /^[\w.-]{8,64}$/ : /^one-id$/);
      return { ...named, headers: { ...named.headers, 'x-request-id': '' } };
    };
    const direct = alike(await send({ query }, headers));
    expect(apollo).not.toHaveBeenCalled();
    expect(direct).toEqual(alike(await send({ query, extensions: {} }, headers)));
  });

  it.each([
    ['broken JSON', '{"query":', {}],
    ['a batch', [{ query: echo }], {}],
    ['a body over the limit', { query: `{ works { id } } #${'x'.repeat(60_000)}` }, {}],
    ['a byte order mark', `\uFEFF${JSON.stringify({ query: '{ works { id } }' })}`, {}],
    ['a token that does not hold', { query: echo }, { authorization: 'Bearer nothing' }],
  ] as [string, unknown, Record<string, string>][])(
    '%s: is answered as with a spelling of the content type that goes the long way',
    async (_what, body, headers) => {
      const direct = seen(await send(body, { origin: 'https://app.example.com', ...headers }));
      const long = { 'content-type': 'APPLICATION/json', origin: 'https://app.example.com', ...headers };
      expect(direct).toEqual(seen(await send(body, long)));
    },
  );

  it('gives every request an id of its own', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await gateway.run('{ works { id } }')).headers.get('x-request-id')),
    );
    expect(new Set(ids).size).toBe(20);
  });

  it('tells the request id in the log of what went wrong', async () => {
    graph.answerViews((_request, response) => void response.writeHead(500).end('no'));
    const answer = await send({ query: '{ totalViews }' }, { 'x-request-id': 'broken-1' });
    expect(apollo).not.toHaveBeenCalled();
    expect(answer.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(lines).toContainEqual(expect.objectContaining({ requestId: 'broken-1', subgraph: 'views' }));
  });

  it('cancels at the subgraph when the client leaves', async () => {
    let left = false;
    graph.answerViews((_request, response) => void response.once('close', () => (left = true)));
    const leaving = new AbortController();
    const before = graph.viewsRequests.length;
    const pending = gateway
      .send({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ totalViews }' }),
        signal: leaving.signal,
      })
      .catch(() => undefined);
    await eventually(() => graph.viewsRequests.length > before);
    leaving.abort();
    await pending;
    await eventually(() => left);
    expect(apollo).not.toHaveBeenCalled();
  });
});
