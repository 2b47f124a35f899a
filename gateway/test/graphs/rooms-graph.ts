import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { startForeignSubgraph } from './foreign-subgraph.js';

/**
 * A graph whose planner gives fields names of its own: in `hotel`, fields of rooms and tents have types that do not merge,
 * while clients see them alike.
 */

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable"])';

const hotelSdl = `${link}
type Query { beds: [Bed!]! first: First }
type Subscription { booked: Bed }
union Bed = Room | Tent
type First { beds: [Bed!] }
type Room @key(fields: "id") { id: ID! count: Int! @shareable note: String! @shareable free: Boolean! @shareable }
type Tent @key(fields: "id") { id: ID! count: Int note: String free: Boolean }
`;

const pricesSdl = `${link}
type Room @key(fields: "id") {
  id: ID!
  count: Int @shareable
  note: String @shareable
  free: Boolean @shareable
}
type Tent @key(fields: "id") {
  id: ID!
  count: Int @external
  note: String @external
  free: Boolean @external
  price: String @requires(fields: "count note free")
}
`;

/** The running graph. */
export interface RoomsGraph {
  supergraphSdl: string;
  stop(): Promise<void>;
}

/** Starts the subgraphs and composes them. The note of tent 3 is secret. */
export async function startRoomsGraph(): Promise<RoomsGraph> {
  const room = { __typename: 'Room', id: '1', count: 0, note: '', free: false };
  const tents = [
    { __typename: 'Tent', id: '1', count: 0, note: '', free: false },
    { __typename: 'Tent', id: '2', count: 4, note: 'green', free: true },
    { __typename: 'Tent', id: '4', count: null, note: null, free: null },
  ];
  const secret = { __typename: 'Tent', id: '3', count: 1, free: true };
  const hotel = await startForeignSubgraph(hotelSdl, {
    Query: { beds: () => [room, ...tents], first: () => ({ beds: [room, secret] }) },
    Subscription: {
      booked: {
        subscribe: async function* () {
          yield { booked: tents[0] };
          yield { booked: room };
        },
      },
    },
    Tent: {
      note: ({ id, note }: { id: string; note?: string | null }) => {
        if (id === '3') throw codedError('FORBIDDEN', 'This note is secret.');
        return note;
      },
    },
  });
  const prices = await startForeignSubgraph(pricesSdl, {
    Tent: {
      __resolveReference: (representation: object) => representation,
      price: ({ count, note, free }: { count?: unknown; note?: unknown; free?: unknown }) =>
        JSON.stringify([count, note, free]),
    },
  });
  const composed = composeServices([
    { name: 'hotel', url: hotel.url, typeDefs: parse(hotelSdl) },
    { name: 'prices', url: prices.url, typeDefs: parse(pricesSdl) },
  ]);
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));
  return {
    supergraphSdl: composed.supergraphSdl,
    stop: async () => void (await Promise.all([hotel.stop(), prices.stop()])),
  };
}
