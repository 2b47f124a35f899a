import { beforeAll, describe, expect, it } from '@jest/globals';
import { documentedAnswers } from '../bad-inputs-page.js';
import { stream, TestGateway } from '../gateway-kit.js';
import { hostileDocuments } from './hostile-documents.js';
import { startPagedGraph } from '../graphs/paged-graph.js';
import { serveGraph } from '../served-graph.js';

const { graph, identity, gateway } = serveGraph(startPagedGraph, { limits: { body: 4_000_000 } });

beforeAll(async () => {
  await gateway.run('{ books { nodes { id } } }');
  // A long one, so that the worker for those is there.
  await gateway.run(`# ${'x'.repeat(1_000)}\n{ report }`);
});

const cost = async (query: string, variables: Record<string, unknown> = {}): Promise<unknown> => {
  const { text } = await gateway.run(query, { variables, headers: { 'x-request-cost': '1' } });
  return (JSON.parse(text) as { extensions?: { cost?: { estimated: number } } }).extensions?.cost?.estimated;
};

describe('hostile documents', () => {
  const documented = documentedAnswers('limits.test.ts');

  it('are all on the page', () => {
    expect(Object.keys(documented).sort()).toEqual(hostileDocuments.map(({ what }) => what).sort());
  });

  it.each(hostileDocuments)('$what: refused, no subgraph asked', async ({ what, query, variables }) => {
    const before = graph.asked();
    const started = performance.now();
    const answer = await gateway.run(query, { variables: variables ?? {} });
    // Milliseconds, but for sending it; what is left is room for a busy machine.
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(`${answer.status} ${answer.errors?.[0]?.extensions?.code}`).toBe(documented[what]);
    expect(answer.data).toBeUndefined();
    expect(answer.text.length).toBeLessThan(6_000);
    // Who takes plain JSON alone is told by the body.
    for (const [accept, status] of [
      ['application/graphql-response+json', 400],
      ['application/json', 200],
    ] as const) {
      expect((await gateway.run(query, { variables: variables ?? {}, headers: { accept } })).status).toBe(status);
    }
    expect(graph.asked()).toBe(before);
  });

  it('are refused over WebSocket as over HTTP, each by itself', async () => {
    const client = gateway.client();
    const before = graph.asked();
    for (const { what, query, variables } of hostileDocuments) {
      const { results, error } = await stream(client, query, { variables: variables ?? {} });
      expect(results).toEqual([]);
      expect(`400 ${error[0]?.extensions?.code}`).toBe(documented[what]);
    }
    const costly = 'subscription { opened(first: 1000) { books(first: 100) { nodes { id } } } }';
    expect((await stream(client, costly)).error).toMatchObject([{ extensions: { code: 'TOO_EXPENSIVE' } }]);
    expect(graph.asked()).toBe(before);
    expect((await stream(client, 'subscription { opened(first: 1) { id } }')).results).toEqual([
      { data: { opened: [{ id: 'b1' }] } },
    ]);
    await client.dispose();
  });

  it('are answered alike, short as they are, whoever checks one of so many', async () => {
    const numbers = Array.from({ length: 400 }, (_, number) => number);
    const refused = await Promise.all(numbers.map((number) => gateway.run(`{ no${number} }`)));
    expect(refused).toEqual(
      numbers.map((number) =>
        expect.objectContaining({
          status: 400,
          errors: [
            {
              message: `Cannot query field "no${number}" on type "Query".`,
              locations: [{ line: 1, column: 3 }],
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
            },
          ],
        }),
      ),
    );
    const answered = await Promise.all(numbers.map((number) => gateway.run(`query N${number} { report }`)));
    expect(answered.map(({ data }) => data)).toEqual(numbers.map(() => ({ report: 1 })));
  });

  it('do not hold up a client that asks for little', async () => {
    const before = performance.now();
    const flood = hostileDocuments.map(({ query, variables }) => gateway.run(query, { variables: variables ?? {} }));
    const { data } = await gateway.run('{ report }');
    expect(data).toEqual({ report: 1 });
    await Promise.all(flood);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

describe('limits of documents', () => {
  it.each([
    ['tokens', { tokens: 9 }, '{ books { nodes { id } } }', '{ books { nodes { id title } } }'],
    ['depth', { depth: 3 }, '{ books { nodes { id } } }', '{ books { nodes { same { id } } } }'],
    ['selections', { selections: 3 }, '{ books { nodes { id } } }', '{ books { nodes { id title } } }'],
    ['aliases', { aliases: 1 }, '{ a: report }', '{ a: report b: report }'],
    [
      'root fields',
      { rootFields: 2 },
      '{ report shelves { id } }',
      '{ report ...A } fragment A on Query { a: report b: report }',
    ],
    ['directives', { directives: 1 }, '{ report @skip(if: false) }', '{ report @skip(if: false) @include(if: true) }'],
    [
      'definitions',
      { definitions: 2 },
      '{ ...A } fragment A on Query { report }',
      '{ ...A ...B } fragment A on Query { report } fragment B on Query { report }',
    ],
    [
      'values',
      { values: 2 },
      '{ books(first: 1) { nodes { id } } word(text: "{ [ a: b") }',
      '{ a: word(text: "") b: word(text: "") word(text: "") }',
    ],
    ['values of lists', { values: 3 }, '{ word(texts: ["a" "b"]) }', '{ word(texts: ["a" "b" "c"]) }'],
    [
      'values of variables',
      { values: 3 },
      'query ($t: String = "") { word(text: $t) }',
      'query ($t: [String!] = [""]) { word(texts: $t) }',
    ],
    ['overlaps', { overlaps: 1 }, '{ report report }', '{ report report report }'],
    [
      'overlaps of fragments',
      { overlaps: 1 },
      '{ ...A ...B } fragment A on Query { a: report } fragment B on Query { b: report }',
      '{ ...A ...B ...C } fragment A on Query { a: report } fragment B on Query { b: report } fragment C on Query { c: report }',
    ],
    ['cost', { cost: 21 }, '{ books(first: 20) { nodes { id } } }', '{ books(first: 21) { nodes { id } } }'],
    [
      'length of unknown lists',
      { cost: 20, assumedListSize: 3 },
      '{ shelves { id } }',
      '{ shelves { book { chapters { id } } } }',
    ],
  ])('%s: up to the setting, and no further', async (_what, limits, within, beyond) => {
    const small = await TestGateway.start(graph.supergraphSdl, identity.identity, { limits });
    try {
      const good = await small.run(within);
      expect(good.errors).toBeUndefined();
      expect(good.status).toBe(200);
      const before = graph.asked();
      const bad = await small.run(beyond);
      expect(bad.errors).toMatchObject([{ extensions: { code: 'TOO_EXPENSIVE' } }]);
      expect(graph.asked()).toBe(before);
    } finally {
      await small.stop();
    }
  });
});

describe('the cost of an operation', () => {
  it.each([
    ['scalars are free', '{ word }', 0],
    ['a page of the assumed size', '{ books { nodes { id } } }', 1 + 20],
    ['a page of a size', '{ books(first: 3) { nodes { id title } pageInfo { hasNextPage } } }', 1 + 3 + 1],
    ['edges and their nodes', '{ books(first: 3) { edges { cursor node { id } } } }', 1 + 3 * 2],
    ['lists in lists', '{ books(first: 3) { nodes { chapters(first: 4) { id } } } }', 1 + 3 * (1 + 4)],
    ['the assumed length', '{ books(first: 3) { nodes { chapters { id } } } }', 1 + 3 * (1 + 5)],
    ['an explicit null', '{ books(first: null) { nodes { id } } }', 1 + 20],
    ['a type with a weight, in a list without a size', '{ shelves { book { id } } }', 10 * (4 + 1)],
    ['a field and an argument with a weight', '{ report(years: 2) }', 7 + 3],
    ['a mutation', 'mutation { burn }', 10],
    [
      'fragments',
      '{ books(first: 3) { ...P } } fragment P on BookPage { ... { nodes { ...B } } } fragment B on Book { same { id } }',
      1 + 3 * 2,
    ],
    ['what is left out', '{ report @skip(if: true) books(first: 2) @include(if: true) { nodes { id } } }', 1 + 2],
    ['introspection', '{ __schema { types { name } } __typename }', 1],
    ['an input object with a weight of its argument', '{ sift(by: { grain: 1 }) }', 5 + 2],
    [
      'input objects in a list, and in each other',
      '{ sift(all: [{ mesh: FINE }, { inner: [{ note: "x" }, {}] }]) }',
      1 + 3 + 1 + (1 + 2) + 1,
    ],
    ['one input object where a list is wanted', '{ sift(all: {}) }', 1],
    ['an enum and a scalar with weights', '{ sift(mesh: COARSE, grain: 2) }', 3 + 2],
    ['null for an argument with a weight', '{ sift(by: null) }', 0],
  ])('%s', async (_what, query, expected) => {
    expect(await cost(query)).toBe(expected);
  });

  it('counts the values of variables as if they stood in the document', async () => {
    const query = 'query ($by: Sieve, $all: [Sieve!], $mesh: Mesh = FINE) { sift(by: $by, all: $all, mesh: $mesh) }';
    expect(await cost(query)).toBe(3);
    expect(
      await cost(query, { by: { grain: 1 }, all: [{ mesh: 'FINE' }, { inner: [{ note: 'x' }, {}] }], mesh: null }),
    ).toBe(7 + 1 + 3 + 1 + 3 + 1);
    expect(await cost(query, { all: Array.from({ length: 5_000 }, () => ({ note: 'x' })) })).toBe(3 + 5_000 * 3);
    // As many values as variables may have, and one in the list too many for the cost.
    const all = Array.from({ length: 12_499 }, () => ({ mesh: 'FINE', grain: 1, note: 'x' }));
    const { errors } = await gateway.run(query, { variables: { by: { grain: 1 }, all } });
    const message = expect.stringContaining(String(3 + 7 + 12_499 * 8));
    expect(errors).toMatchObject([{ message, extensions: { code: 'TOO_EXPENSIVE' } }]);
  });

  it('follows the variables', async () => {
    const query =
      'query ($n: Int = 2, $m: Int, $deep: Boolean = false) { books(first: $n) { nodes { id chapters(first: $m) @include(if: $deep) { id } } } }';
    expect(await cost(query)).toBe(1 + 2);
    expect(await cost(query, { n: 7 })).toBe(1 + 7);
    expect(await cost(query, { n: 7, deep: true })).toBe(1 + 7 * (1 + 5));
    expect(await cost(query, { n: 7, m: 3, deep: true })).toBe(1 + 7 * (1 + 3));
    expect(await cost(query, { n: null })).toBe(1 + 20);
  });

  it('is told when asked for, also with a refusal, and not otherwise', async () => {
    const query =
      '{ books(first: 100) { nodes { books(first: 100) { nodes { books(first: 10) { nodes { id } } } } } } }';
    const asked = await gateway.run(query, { headers: { 'x-request-cost': '1' } });
    expect(JSON.parse(asked.text)).toMatchObject({
      errors: [{ message: expect.stringContaining('120201'), extensions: { code: 'TOO_EXPENSIVE' } }],
      extensions: { cost: { estimated: 120_201, limit: 100_000 } },
    });
    expect((await gateway.run('{ report }')).text).not.toContain('cost');
  });
});

describe('the cost of an operation over WebSocket', () => {
  it('is told when asked for, with answers and refusals', async () => {
    const client = gateway.client();
    const ask = (query: string, extensions?: Record<string, unknown>) =>
      new Promise<unknown>((resolve) => {
        let last: unknown;
        client.subscribe(
          { query, extensions },
          { next: (result) => (last = result), error: resolve, complete: () => resolve(last) },
        );
      });
    expect(await ask('{ books(first: 3) { nodes { id } } }', { requestCost: true })).toMatchObject({
      extensions: { cost: { estimated: 4, limit: 100_000 } },
    });
    const costly = 'subscription { opened(first: 1000) { books(first: 100) { nodes { id } } } }';
    expect(await ask(costly, { requestCost: true })).toMatchObject([
      { extensions: { code: 'TOO_EXPENSIVE', cost: { estimated: 102_000, limit: 100_000 } } },
    ]);
    expect(JSON.stringify(await ask('{ word }', {}))).not.toContain('cost');
    await client.dispose();
  });
});

describe('long documents', () => {
  const long = (fields: string): string => `# ${'x'.repeat(2_000)}\n{ ${fields} }`;

  it('are answered as short ones are', async () => {
    expect((await gateway.run(long('report'))).data).toEqual({ report: 1 });
    expect((await gateway.run(long('word(text: "a")'))).data).toEqual({ word: 'word' });
    const { status, text } = await gateway.run(long('nothing'));
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      errors: [
        {
          message: 'Cannot query field "nothing" on type "Query".',
          locations: [{ line: 2, column: 3 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
    expect((await gateway.run(long('}'))).errors).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
  });
});

describe('sizes of pages', () => {
  it.each([0, 101])('of %d are refused by the service, as bad input', async (first) => {
    const answer = await gateway.run('query ($n: Int) { books(first: $n) { nodes { id } } }', {
      variables: { n: first },
    });
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ books: null });
    expect(answer.errors).toMatchObject([
      { path: ['books'], extensions: { code: 'BAD_USER_INPUT', argument: 'first' } },
    ]);
  });

  it.each(['x', 'WyJvdGhlciIsImIxIl0', '💥'])(
    '%s as a cursor: a cursor that is made up is bad input',
    async (after) => {
      const answer = await gateway.run('query ($after: String) { books(after: $after) { nodes { id } } }', {
        variables: { after },
      });
      expect(answer.status).toBe(200);
      expect(answer.data).toEqual({ books: null });
      expect(answer.errors).toMatchObject([{ path: ['books'], extensions: { code: 'BAD_USER_INPUT' } }]);
    },
  );

  it.each([
    ['{ sliced }', {}],
    ['{ sliced(first: 1, last: 1) }', {}],
    ['query ($n: Int, $m: Int) { sliced(first: $n, last: $m) }', { n: null }],
    ['query ($n: Int, $m: Int) { sliced(first: $n, last: $m) }', { n: 1, m: 1 }],
  ])('must be given once where @listSize requires one slicing argument: %s %j', async (query, variables) => {
    const before = graph.asked();
    const { status, errors } = await gateway.run(query, { variables });
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      {
        message: 'Argument "first" of sliced must be given: exactly one of "first", "last".',
        extensions: { code: 'BAD_USER_INPUT', argument: 'first' },
      },
    ]);
    expect(graph.asked()).toBe(before);
    expect((await gateway.run('query ($n: Int) { sliced(last: $n) }', { variables: { n: 2 } })).data).toEqual({
      sliced: [1],
    });
  });

  it('that no service offers are refused at the gateway, with the argument', async () => {
    const answer = await gateway.run('{ books(first: 1001) { nodes { id } } }');
    expect(answer.status).toBe(400);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'first' } }]);
  });
});
