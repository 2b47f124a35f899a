import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { startForeignSubgraph, type ForeignSubgraph } from './foreign-subgraph.js';

/**
 * A graph in which one service sees an interface as one object: `catalog` knows books and films, `reviews` knows media,
 * without knowing which is what.
 */

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@interfaceObject"])';

const catalogSdl = `${link}
type Query { media: [Media!]! book: Book anything: [Anything!]! }
interface Media @key(fields: "id") { id: ID! length: Int }
type Book implements Media @key(fields: "id") { id: ID! length: Int pages: Int sequel: Media }
type Film implements Media @key(fields: "id") { id: ID! length: Int frames: Int }
type Shop { name: String }
union Anything = Book | Film | Shop
`;

const reviewsSdl = `${link}
type Query { reviewed: [Media!]! }
type Subscription { discussed: Media }
type Media @interfaceObject @key(fields: "id") {
  id: ID!
  length: Int @external
  rating: Float!
  word(of: String): String
  quote: String
  pace: String @requires(fields: "length")
  similar: [Media!]
}
`;

/** The running graph. */
export interface MediaGraph {
  supergraphSdl: string;
  reviews: ForeignSubgraph;
  /** What `reviews` was given of entities. */
  represented: Record<string, unknown>[];
  stop(): Promise<void>;
}

/** Starts the subgraphs and composes them. Books have odd ids, films even ones; nobody may see the rating and the secrets of film 4. */
export async function startMediaGraph(): Promise<MediaGraph> {
  const medium = (id: string) => {
    const number = Number(id);
    return number % 2
      ? { __typename: 'Book', id, length: number * 100, pages: number }
      : { __typename: 'Film', id, length: number * 100, frames: number };
  };
  const ofCatalog = { __resolveReference: ({ id }: { id: string }) => medium(id) };
  const catalog = await startForeignSubgraph(catalogSdl, {
    Query: {
      media: () => ['1', '2', '4'].map(medium),
      book: () => medium('1'),
      anything: () => [medium('1'), { __typename: 'Shop', name: 'corner' }, medium('2')],
    },
    Media: ofCatalog,
    Book: { ...ofCatalog, sequel: () => medium('2') },
    Film: ofCatalog,
  });
  const represented: Record<string, unknown>[] = [];
  const reviews = await startForeignSubgraph(reviewsSdl, {
    Query: { reviewed: () => ['1', '2'].map((id) => ({ id })) },
    Subscription: {
      discussed: {
        subscribe: async function* () {
          yield { discussed: { id: '1' } };
          yield { discussed: { id: '2' } };
        },
      },
    },
    Media: {
      __resolveReference: (representation: Record<string, unknown>) => {
        represented.push(representation);
        if (representation.id === undefined) throw codedError('BAD_USER_INPUT', 'Which one?');
        return representation;
      },
      rating: ({ id }: { id: string }) => {
        if (id === '4') throw codedError('FORBIDDEN', 'This rating is secret.');
        return Number(id) / 2;
      },
      word: ({ id }: { id: string }, { of }: { of?: string }) => {
        if (id === '4' && of === 'secrets') throw codedError('FORBIDDEN', 'Of this nobody speaks.');
        return `${of ?? 'a word'} of ${id}`;
      },
      quote: ({ id }: { id: string }) => `quote of ${id}`,
      pace: ({ length }: { length?: number }) => {
        if (length === undefined) throw codedError('BAD_USER_INPUT', 'How long is it?');
        return `pace of ${length}`;
      },
      similar: ({ id }: { id: string }) => [{ id: String(Number(id) + 1) }],
    },
  });
  const composed = composeServices([
    { name: 'catalog', url: catalog.url, typeDefs: parse(catalogSdl) },
    { name: 'reviews', url: reviews.url, typeDefs: parse(reviewsSdl) },
  ]);
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));
  return {
    supergraphSdl: composed.supergraphSdl,
    reviews,
    represented,
    stop: async () => void (await Promise.all([catalog.stop(), reviews.stop()])),
  };
}
