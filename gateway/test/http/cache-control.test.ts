import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { composeServices } from '@apollo/composition';
import { buildSchema, parse } from 'graphql';
import type { Requirement } from '../../src/authorization/requirement.js';
import { cacheControl } from '../../src/http/cache-header.js';
import type { PreparedOperation } from '../../src/operations/prepared-operation.js';
import { startForeignSubgraph } from '../graphs/foreign-subgraph.js';
import { TestGateway, type Answer } from '../gateway-kit.js';
import { serveGraph } from '../served-graph.js';

const head = `
extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective", "@authenticated"])
  @link(url: "https://specs.example.org/cacheControl/v1.0", import: ["@cacheControl"])
  @composeDirective(name: "@cacheControl")
enum CacheControlScope { PUBLIC PRIVATE }
directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean)
  on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
`;

const booksSdl = `${head}
type Query {
  book: Book @cacheControl(maxAge: 60)
  plain: Book
  inheriting: Book @cacheControl(inheritMaxAge: true)
  page: Page
  shorterPage: Page @cacheControl(maxAge: 20)
  longerPage: Page @cacheControl(maxAge: 90)
  ownPage: Page @cacheControl(scope: PRIVATE)
  count: Int
  hintedCount: Int @cacheControl(maxAge: 40)
  publicCount: Int @cacheControl(maxAge: 40, scope: PUBLIC)
  ownCount: Int @cacheControl(maxAge: 40, scope: PRIVATE)
  negative: Int @cacheControl(maxAge: -1)
  named: Named @cacheControl(maxAge: 50)
  bookNamed: Named @cacheControl(maxAge: 50)
  thing: Thing @cacheControl(maxAge: 50)
  secret: Int @authenticated @cacheControl(maxAge: 40)
  fault: Int @cacheControl(maxAge: 40)
}
type Mutation { touch: Page }
interface Named { name: String }
union Thing @cacheControl(maxAge: 7) = Book | Shelf
type Book implements Named @key(fields: "id") {
  id: ID!
  name: String
  price: Int @cacheControl(maxAge: 10)
  sequel: Book
  next: Book @cacheControl(inheritMaxAge: true)
  shelf: Shelf
  page: Page
  thing: Thing
}
type Shelf implements Named @cacheControl(inheritMaxAge: true) { name: String @cacheControl(maxAge: 5) place: String }
type Page @cacheControl(maxAge: 30) { number: Int }
`;

const reviewsSdl = `${head}
type Book @key(fields: "id") { id: ID! reviews: [Review!] mine: Review @cacheControl(scope: PRIVATE) }
type Review @cacheControl(maxAge: 15) { stars: Int }
`;

const shelf = { __typename: 'Shelf', name: 'S', place: 'left' };
const page = { number: 1 };
const review = { stars: 5 };
const sequel = { __typename: 'Book', id: 'b2', name: 'Second', price: 4, reviews: [review] };
const book = {
  ...{ __typename: 'Book', id: 'b1', name: 'First', price: 3, sequel, next: sequel, shelf, page, thing: shelf },
  ...{ reviews: [review], mine: review },
};
/** By root field. */
const data: Record<string, unknown> = {
  ...{ book, plain: book, inheriting: book, page, shorterPage: page, longerPage: page, ownPage: page, touch: page },
  ...{ count: 1, hintedCount: 1, publicCount: 1, ownCount: 1, negative: 1, secret: 1 },
  ...{ named: shelf, bookNamed: book, thing: shelf },
  fault: () => {
    throw new Error('no');
  },
};

let token: string;
let stock: ApolloServer;

const resolversOf = (fields: string[]): object =>
  Object.fromEntries(
    fields.map((field) => [field, () => (typeof data[field] === 'function' ? data[field]() : data[field])]),
  );

const { graph, identity, gateway } = serveGraph(async () => {
  const books = await startForeignSubgraph(booksSdl, {
    Query: resolversOf(Object.keys(data).filter((field) => field !== 'touch')),
    Mutation: resolversOf(['touch']),
  });
  const reviews = await startForeignSubgraph(reviewsSdl, {
    Book: { __resolveReference: ({ id }: { id: string }) => ({ id, reviews: [review], mine: review }) },
  });
  const composed = composeServices([
    { name: 'books', url: books.url, typeDefs: parse(booksSdl) },
    { name: 'reviews', url: reviews.url, typeDefs: parse(reviewsSdl) },
  ]);
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));
  return {
    supergraphSdl: composed.supergraphSdl,
    stop: async () => void (await Promise.all([books.stop(), reviews.stop()])),
  };
});

beforeAll(async () => {
  token = await identity.token();
  // Apollo Server with the whole schema, whose directives composition has kept.
  stock = new ApolloServer({ schema: buildSchema(graph.supergraphSdl), rootValue: () => data });
  await stock.start();
});

afterAll(() => stock?.stop());

/** Sends a request by each way there is: directly, through Apollo Server, and by GET. */
async function byAllWays(query: string, headers: Record<string, string> = {}): Promise<Answer[]> {
  const post = (body: object): Promise<Answer> =>
    gateway.send({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const answers = [await post({ query }), await post({ query, extensions: {} })];
  if (query.startsWith('mutation')) return answers;
  const search = `?${new URLSearchParams({ query }).toString()}`;
  return [...answers, await gateway.send({ headers: { 'apollo-require-preflight': '1', ...headers } }, search)];
}

/** The one header that all ways agree on. */
async function cacheControlOf(query: string, headers?: Record<string, string>): Promise<string | null | undefined> {
  const answers = await byAllWays(query, headers);
  const told = new Set(answers.map((answer) => answer.headers.get('cache-control')));
  expect([...told]).toHaveLength(1);
  for (const answer of answers) expect(answer.headers.get('vary')).toMatch(/\baccept\b.*\bauthorization\b/);
  return [...told][0];
}

async function stockCacheControlOf(query: string): Promise<string | undefined> {
  const headers = new HeaderMap([['content-type', 'application/json']]);
  const answer = await stock.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, body: { query }, search: '' },
    context: async () => ({}),
  });
  return answer.headers.get('cache-control');
}

/** Operations, and what may be done with their answers. */
const cases: [string, string, string][] = [
  ['a hint of a root field', '{ book { id name } }', 'max-age=60, public'],
  ['a root field that returns an object, without a hint', '{ plain { id } }', 'no-store'],
  ['a root field with a scalar, without a hint', '{ count }', 'no-store'],
  ['a root field with a scalar and a hint', '{ hintedCount }', 'max-age=40, public'],
  ['a scope that is written out', '{ publicCount }', 'max-age=40, public'],
  ['a root field that inherits', '{ inheriting { id } }', 'no-store'],
  ['a hint of the returned type', '{ page { number } }', 'max-age=30, public'],
  ['a shorter hint of the field', '{ shorterPage { number } }', 'max-age=20, public'],
  ['a longer hint of the field', '{ longerPage { number } }', 'max-age=90, public'],
  ['a scope alone, beside the age of the type', '{ ownPage { number } }', 'max-age=30, private'],
  ['a private field', '{ ownCount }', 'max-age=40, private'],
  ['a private field beside a public one', '{ page { number } ownCount publicCount }', 'max-age=30, private'],
  ['an age of 0 beside others', '{ page { number } count }', 'no-store'],
  ['a scalar with a hint further down', '{ book { id price } }', 'max-age=10, public'],
  ['an object without a hint further down', '{ book { sequel { id } } }', 'no-store'],
  ['an object that inherits by its field', '{ book { next { id name } } }', 'max-age=60, public'],
  ['an object that inherits by its type', '{ book { shelf { place } } }', 'max-age=60, public'],
  ['a field below an object that inherits', '{ book { next { price } } }', 'max-age=10, public'],
  ['a longer hint further down', '{ shorterPage { number } book { page { number } } }', 'max-age=20, public'],
  ['a field of another service', '{ book { reviews { stars } } }', 'max-age=15, public'],
  ['a private field of another service', '{ book { mine { stars } } }', 'max-age=15, private'],
  ['an interface', '{ named { name } }', 'max-age=5, public'],
  ['a fragment on an object behind an interface', '{ named { ... on Shelf { place } } }', 'max-age=50, public'],
  ['an interface inside an object', '{ book { ... on Named { name } } }', 'max-age=60, public'],
  ['a union, whose field goes over its type', '{ thing { __typename } }', 'max-age=50, public'],
  ['a union, by its type', '{ book { thing { __typename } } }', 'max-age=7, public'],
  ['a spread fragment', 'query { book { ...F } } fragment F on Book { price }', 'max-age=10, public'],
  ['an alias', '{ count: hintedCount }', 'max-age=40, public'],
  ['nothing but a type name', '{ __typename }', 'no-store'],
];

describe('cache-control', () => {
  it.each(cases)('%s: is answered as Apollo Server does', async (_what, query, expected) => {
    expect(await cacheControlOf(query)).toBe(expected);
    expect(await stockCacheControlOf(query)).toBe(expected);
  });

  it.each([
    ['an object that was not met, behind an interface', '{ bookNamed { name } }', 'max-age=5, public'],
    ['a field that is skipped', '{ hintedCount page @skip(if: true) { number } }', 'max-age=30, public'],
    ['introspection beside a hint', '{ hintedCount __schema { queryType { name } } }', 'no-store'],
    ['an age below 0', '{ negative }', 'no-store'],
    ['a mutation', 'mutation { touch { number } }', 'no-store'],
  ])('%s: is stricter than Apollo Server', async (_what, query, expected) => {
    expect(await cacheControlOf(query)).toBe(expected);
    expect(await stockCacheControlOf(query)).not.toBe(expected);
  });

  it.each([
    ['an error', '{ hintedCount fault }'],
    ['a right that is missing', '{ hintedCount secret }'],
    ['an operation that is refused', '{ hintedCount nothing }'],
  ])('%s: nothing is kept', async (_what, query) => {
    const answers = await byAllWays(query);
    for (const { errors } of answers) expect(errors).toHaveLength(1);
    expect(await cacheControlOf(query)).toBe('no-store');
  });

  it('gives the cost to its own request alone', async () => {
    expect(await cacheControlOf('{ hintedCount }', { 'x-request-cost': '1' })).toBe('no-store');
  });

  it('keeps what comes of a token to its client', async () => {
    const authorization = `Bearer ${token}`;
    expect(await cacheControlOf('{ secret }', { authorization })).toBe('max-age=40, private');
    expect(await cacheControlOf('{ publicCount }', { authorization })).toBe('max-age=40, private');
    expect(await cacheControlOf('{ count }', { authorization })).toBe('no-store');
  });

  it('keeps what tells of a budget to its client', async () => {
    const counted = await TestGateway.start(graph.supergraphSdl, identity.identity, {
      limits: { operationBudget: 1_000 },
    });
    try {
      for (const extensions of [undefined, {}]) {
        const body = JSON.stringify({ query: '{ publicCount }', extensions });
        const { headers } = await counted.send({
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        expect([headers.get('cache-control'), headers.has('ratelimit')]).toEqual(['max-age=40, private', true]);
      }
    } finally {
      await counted.stop();
    }
  });

  it('does so even where tokens are not looked at', async () => {
    const open = await TestGateway.start(graph.supergraphSdl, undefined);
    try {
      expect((await open.run('{ publicCount }')).headers.get('cache-control')).toBe('max-age=40, public');
      expect((await open.run('{ publicCount }', { token: 'any' })).headers.get('cache-control')).toBe(
        'max-age=40, private',
      );
    } finally {
      await open.stop();
    }
  });

  it('differs for operations of one document, not for texts that differ in literals', async () => {
    const query = 'query A { hintedCount } query B { count }';
    const told = async (operationName: string, text = query): Promise<string | null> =>
      (await gateway.run(text, { operationName })).headers.get('cache-control');
    expect(await told('A')).toBe('max-age=40, public');
    expect(await told('B')).toBe('no-store');
    for (const skip of ['true', 'false'])
      expect(await told('C', `query C { hintedCount page @skip(if: ${skip}) { number } }`)).toBe('max-age=30, public');
  });
});

describe('an operation that needs rights', () => {
  // Nobody has rights without a token today; the header does not rest on that.
  it('is kept by its own client alone, however that came by them', () => {
    const cachePolicy = { general: 'max-age=40, public', own: 'max-age=40, private' };
    const told = (needs: Requirement[]): string => {
      const prepared = { cachePolicy, needs } as unknown as PreparedOperation;
      return cacheControl({ prepared, literals: undefined }, { data: '{}' }, {});
    };
    expect(told([{ kind: 'token', alternatives: [] }])).toBe('max-age=40, private');
    expect(told([])).toBe('max-age=40, public');
  });
});

describe('a graph without hints', () => {
  it('lets nothing be kept, whatever the directive is', async () => {
    const bare = await TestGateway.start(
      graph.supergraphSdl.replaceAll(/ @cacheControl\((maxAge|scope|inheritMaxAge): (?!Int)[^)]*\)/g, ''),
      undefined,
    );
    try {
      expect((await bare.run('{ publicCount }')).headers.get('cache-control')).toBe('no-store');
    } finally {
      await bare.stop();
    }
  });
});
