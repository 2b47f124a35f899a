import { describe, expect, it } from '@jest/globals';
import { TestGateway } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

const { graph, identity, gateway } = serveGraph(startLibraryGraph, { limits: { body: 200_000 } });

describe('operations over HTTP', () => {
  it('joins three subgraphs in one answer', async () => {
    const answer = await gateway.run('{ works { title views author { name works { id views } } } }');
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      works: [
        { title: 'First', views: 10, author: { name: 'Nguyễn Ánh', works: [{ id: 'w1', views: 10 }] } },
        { title: 'Second', views: 10, author: { name: '山田', works: [{ id: 'w2', views: 10 }] } },
      ],
    });
  });

  it('takes variables, their defaults, and conditions', async () => {
    const query =
      'query ($id: ID! = "w1", $deep: Boolean = false) { work(id: $id) { id author @include(if: $deep) { name } } }';
    expect((await gateway.run(query)).data).toEqual({ work: { id: 'w1' } });
    expect((await gateway.run(query, { variables: { id: 'w2', deep: true } })).data).toEqual({
      work: { id: 'w2', author: { name: '山田' } },
    });
  });

  it('answers introspection of what clients may see', async () => {
    const { data } = await gateway.run(
      '{ __schema { queryType { fields { name } } } __type(name: "_Any") { name } __typename }',
    );
    const names = data.__schema.queryType.fields.map(({ name }: { name: string }) => name);
    expect(names).toContain('works');
    expect(names).not.toContain('_entities');
    expect(data.__type).toBeNull();
    expect(data.__typename).toBe('Query');
  });

  it('runs the operation that is named', async () => {
    const query = 'query A { works { id } } query B { people { id } }';
    expect((await gateway.run(query, { operationName: 'B' })).data).toEqual({ people: [{ id: 'p1' }, { id: 'p2' }] });
    for (const operationName of ['C', undefined]) {
      const answer = await gateway.run(query, operationName === undefined ? {} : { operationName });
      expect(answer.status).toBe(400);
      expect(answer.errors?.[0]?.extensions?.code).toBe('OPERATION_RESOLUTION_FAILURE');
    }
  });

  it('keeps hostile names apart from the language beneath', async () => {
    const answer = await gateway.run(
      '{ __proto__: work(id: "w1") { constructor: title __proto__: author { name } toString: id } }',
    );
    expect(answer.errors).toBeUndefined();
    expect(JSON.parse(answer.text)).toEqual(
      JSON.parse('{"data":{"__proto__":{"constructor":"First","__proto__":{"name":"Nguyễn Ánh"},"toString":"w1"}}}'),
    );
    expect(({} as { name?: string }).name).toBeUndefined();
    const variables = JSON.parse('{"id":"w1","__proto__":{"polluted":1}}') as Record<string, unknown>;
    await gateway.run('query ($id: ID!) { work(id: $id) { id } }', { variables });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('carries the request id from end to end', async () => {
    const answer = await gateway.run('{ viewer { requestId } }', { headers: { 'x-request-id': 'test-42' } });
    expect(answer.data).toEqual({ viewer: { requestId: 'test-42' } });
    expect(answer.headers.get('x-request-id')).toBe('test-42');
  });

  it('strips internal headers that a client sends', async () => {
    const forged = Buffer.from(
      JSON.stringify({
        aud: 'people',
        exp: 9e9,
        viewer: { subject: 'x', role: 'ADMIN', scopes: ['admin'], claims: {}, expiresAt: 0 },
      }),
    );
    const { data } = await gateway.run('{ viewer { subject role scopes } }', {
      headers: { 'x-viewer-assertion': `${forged.toString('base64url')}.AAAA` },
    });
    expect(data.viewer).toEqual({ subject: 'anonymous', role: 'ANONYMOUS', scopes: [] });
  });
});

describe('what is refused over HTTP', () => {
  const json = { 'content-type': 'application/json' };

  it.each([
    ['broken JSON', { method: 'POST', headers: json, body: '{"query":' }, 400],
    ['an empty body', { method: 'POST', headers: json, body: '' }, 400],
    ['a batch', { method: 'POST', headers: json, body: '[{"query":"{ works { id } }"}]' }, 400],
    [
      'a body past the limit',
      { method: 'POST', headers: json, body: JSON.stringify({ query: `{ works { id } } #${'x'.repeat(200_000)}` }) },
      413,
    ],
    [
      'a foreign charset',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-7' },
        body: '{"query":"{ works { id } }"}',
      },
      415,
    ],
    [
      'plain text',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"{ works { id } }"}' },
      415,
    ],
    [
      'a form',
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query={works{id}}' },
      415,
    ],
    ['PUT', { method: 'PUT', headers: json, body: '{"query":"{ works { id } }"}' }, 405],
    ['DELETE', { method: 'DELETE' }, 405],
    [
      'Accept of XML',
      { method: 'POST', headers: { ...json, accept: 'application/xml' }, body: '{"query":"{ works { id } }"}' },
      406,
    ],
    ['no query', { method: 'POST', headers: json, body: '{"variables":{}}' }, 400],
  ] as [string, RequestInit, number][])('%s', async (_what, init, status) => {
    const answer = await gateway.send(init);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(/\/work|node_modules|stack|127\.0/);
  });

  it('serves GET with the preflight header, and no mutation by GET', async () => {
    const search = `?query=${encodeURIComponent('{ works { id } }')}`;
    expect((await gateway.send({ method: 'GET' }, search)).status).toBe(400);
    const asked = await gateway.send({ method: 'GET', headers: { 'apollo-require-preflight': '1' } }, search);
    expect(asked.data).toEqual({ works: [{ id: 'w1' }, { id: 'w2' }] });
    const mutation = `?query=${encodeURIComponent('mutation { addView(id: "w1") }')}`;
    expect((await gateway.send({ method: 'GET', headers: { 'apollo-require-preflight': '1' } }, mutation)).status).toBe(
      405,
    );
  });

  it.each([
    ['a syntax error', '{ works {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ worlds { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['_entities', '{ _entities(representations: []) { __typename } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['_service', '{ _service { sdl } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['deep nesting', `{ ${'a { '.repeat(6_000)}b${' }'.repeat(6_000)} }`, 'TOO_EXPENSIVE'],
    ['nested inline fragments', `{ ${'... { '.repeat(2_000)}works { id }${' }'.repeat(2_000)} }`, 'TOO_EXPENSIVE'],
    [
      'many tokens',
      `{ ${'a '.repeat(49_000)} ${'b '.repeat(49_000)} }`.slice(0, 190_000),
      'GRAPHQL_PARSE_FAILED|TOO_EXPENSIVE',
    ],
    [
      'circular fragments',
      '{ works { ...A } } fragment A on Work { ...B } fragment B on Work { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a fragment bomb',
      `{ works { ...F0 } } ${Array.from({ length: 25 }, (_, n) => `fragment F${n} on Work { author { works { ...F${n + 1} } works { ...F${n + 1} } } }`).join(' ')} fragment F25 on Work { id }`,
      'TOO_EXPENSIVE',
    ],
    ['a subscription', 'subscription { echo }', 'BAD_USER_INPUT'],
  ])('%s', async (_what, query, code) => {
    const before = graph.viewsRequests.length + graph.peopleViewers.length;
    const answer = await gateway.run(query);
    expect(answer.status).toBe(400);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.extensions?.code).toMatch(new RegExp(code));
    expect(graph.viewsRequests.length + graph.peopleViewers.length).toBe(before);
    // Who takes plain JSON alone is told by the body.
    expect((await gateway.run(query, { headers: { accept: 'application/json' } })).status).toBe(200);
  });

  it.each([
    ['a wrong type', { id: { nested: true } }],
    ['null', { id: null }],
  ])('variables of %s', async (_what, variables) => {
    const answer = await gateway.run('query ($id: ID!) { work(id: $id) { id } }', { variables });
    expect(answer.status).toBe(400);
    expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('introspection and suggestions where they are switched off', async () => {
    const closed = await TestGateway.start(graph.supergraphSdl, identity.identity, { introspection: false });
    try {
      expect((await closed.run('{ __schema { types { name } } }')).errors?.[0]?.extensions?.code).toBe(
        'GRAPHQL_VALIDATION_FAILED',
      );
      expect((await closed.run('{ worksx { id } }')).text).not.toMatch(/Did you mean/);
      expect((await gateway.run('{ worksx { id } }')).text).toMatch(/Did you mean/);
      const mood = await closed.run('query ($m: [ID!]!) { works { id } }', { variables: { m: 1 } });
      expect(mood.text).not.toMatch(/Did you mean/);
    } finally {
      await closed.stop();
    }
  });

  it('a foreign origin gets no grant, a listed one does', async () => {
    const listed = await TestGateway.start(graph.supergraphSdl, identity.identity, {
      allowedOrigins: ['https://app.example.com'],
    });
    try {
      const preflight = (origin: string) =>
        listed.send({
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type',
          },
        });
      expect((await preflight('https://app.example.com')).headers.get('access-control-allow-origin')).toBe(
        'https://app.example.com',
      );
      expect(
        (await preflight('https://app.example.com.evil.test')).headers.get('access-control-allow-origin'),
      ).toBeNull();
      expect(
        (await listed.run('{ works { id } }', { headers: { origin: 'https://evil.test' } })).headers.get(
          'access-control-allow-origin',
        ),
      ).toBeNull();
    } finally {
      await listed.stop();
    }
  });
});
