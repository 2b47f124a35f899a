import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { pino } from 'pino';
import { startSubgraph } from '#platform/graphql/subgraph-server.js';
import { createMetrics } from '#platform/metrics/metrics.js';
import { readPage, toConnection, type ConnectionArguments } from '#platform/paging/connection.js';
import { assertionSecret } from './library-graph.js';

/** One subgraph of lists, pages and weights, which counts what it is asked. */
const sdl = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@cost", "@listSize"])
type Query {
  books(first: Int = 20, after: String): BookPage
    @listSize(assumedSize: 20, slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)
  shelves: [Shelf!]
  report(years: Int @cost(weight: 3)): Int @cost(weight: 7)
  word(text: String, texts: [String!], any: Any): String
  sift(by: Sieve @cost(weight: 5), all: [Sieve!], mesh: Mesh, grain: Grain): Int
  sliced(first: Int, last: Int): [Int] @listSize(slicingArguments: ["first", "last"])
}
input Sieve { mesh: Mesh, grain: Grain, note: String @cost(weight: 2), inner: [Sieve!] }
enum Mesh @cost(weight: 3) { FINE COARSE }
scalar Grain @cost(weight: 2)
type Mutation { burn: Boolean }
type Subscription { opened(first: Int): [Book!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false) }
scalar Any
interface Named { id: ID! same: Named }
type Book implements Named {
  id: ID!
  title: String
  same: Book
  books(first: Int = 20, after: String): BookPage
    @listSize(assumedSize: 20, slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)
  chapters(first: Int): [Book!] @listSize(assumedSize: 5, slicingArguments: ["first"], requireOneSlicingArgument: false)
}
type Shelf @cost(weight: 4) { id: ID! book: Book }
type BookPage { edges: [BookEdge!] nodes: [Book!] pageInfo: PageInfo }
type BookEdge { cursor: String node: Book }
type PageInfo { hasNextPage: Boolean }
`;

/** The running graph. */
export interface PagedGraph {
  supergraphSdl: string;
  /** Requests that the subgraph got, subscriptions included. */
  asked(): number;
  stop(): Promise<void>;
}

/** Starts the subgraph on a free port. */
export async function startPagedGraph(): Promise<PagedGraph> {
  let asked = 0;
  const book = { id: 'b1', title: 'First' };
  const page = (_: unknown, given: ConnectionArguments) => {
    const read = readPage(given, 'books', () => true);
    return toConnection([book], read, 'books', ({ id }) => [id]);
  };
  const subgraph = await startSubgraph({
    name: 'shelf',
    sdl,
    resolvers: {
      Query: {
        books: page,
        shelves: () => [{ id: 's1', book }],
        report: () => 1,
        word: () => 'word',
        sift: () => 1,
        sliced: () => [1],
      },
      Mutation: { burn: () => true },
      Subscription: {
        opened: {
          subscribe: async function* () {
            yield { opened: [book] };
          },
        },
      },
      Book: { books: page, chapters: () => [book], same: () => book },
    },
    context: (request) => {
      asked += 1;
      return request;
    },
    assertionSecret,
    host: '127.0.0.1',
    port: 0,
    ready: async () => undefined,
    logger: pino({ level: 'silent' }),
    metrics: createMetrics('shelf', { defaults: false }),
    subscriptions: true,
  });
  const composed = composeServices([{ name: 'shelf', url: `${subgraph.url}/graphql`, typeDefs: parse(sdl) }]);
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));
  return { supergraphSdl: composed.supergraphSdl, asked: () => asked, stop: () => subgraph.stop() };
}
