import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** A graph of two subgraphs: `shop`, which is honest, and `store`, whose answers a test decides. */

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external"])';

const shopSdl = `${link}
type Query { items: [Item!]! item: Item strict: Strict! }
type Strict { item: Item! }
type Item @key(fields: "id") { id: ID! name: String! twin: Item }
type Maker @key(fields: "id") { id: ID! email: String title: String! }
`;

const storeSdl = `${link}
type Query { shelves: [Shelf!] best: Shelf }
type Mutation { tidy: [Shelf!] }
type Shelf { label: String! sizes: [Int!] item: Item keeper: Maker! }
type Item @key(fields: "id") {
  id: ID!
  count: Int
  sort: Sort
  tags: [String!]
  shelf: Shelf
  shelves: [Shelf!]
  grid: [[Shelf]]
  maker: Maker
  makers: [Maker]
  seal: Seal
  origin: String!
}
type Maker @key(fields: "id") { id: ID! }
enum Sort { OLD NEW }
interface Seal { mark: String }
type Wax implements Seal { mark: String }
`;

interface Reference {
  __typename: string;
  id: string;
}

interface Body {
  query: string;
  variables: { representations?: Reference[] };
}

/** What `store` answers to a request: the JSON of its body. */
export type StoreAnswer = (body: Body) => unknown;

/** The running graph. */
export interface LyingGraph {
  supergraphSdl: string;
  /** Sets what `store` answers from now on. */
  answerStore(answer: StoreAnswer): void;
  stop(): Promise<void>;
}

/** Knows every entity but that of the id `gone`. */
const shopAnswer: StoreAnswer = ({ query, variables: { representations } }) => {
  const entity = ({ __typename, id }: Reference) =>
    id === 'gone' ? null : { __typename, name: id, email: `${id}@example.com`, title: id };
  if (representations) return { data: { _entities: representations.map(entity) } };
  const items = [
    { __typename: 'Item', id: 'i1', name: 'First', twin: { __typename: 'Item', id: 'i2', name: 'Second' } },
    { __typename: 'Item', id: 'i2', name: 'Second', twin: { __typename: 'Item', id: 'i1', name: 'First' } },
  ];
  const [item] = items;
  if (query.includes('strict')) return { data: { strict: { __typename: 'Strict', item } } };
  return { data: query.includes('items') ? { items } : { item } };
};

/** Starts the subgraphs on free ports and composes them. */
export async function startLyingGraph(): Promise<LyingGraph> {
  const answers: Record<string, StoreAnswer> = { shop: shopAnswer, store: () => ({}) };
  const servers: Server[] = [];
  const start = async (name: string): Promise<string> => {
    const server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const answer = answers[name]!(JSON.parse(text) as Body);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  };
  const composed = composeServices([
    { name: 'shop', url: await start('shop'), typeDefs: parse(shopSdl) },
    { name: 'store', url: await start('store'), typeDefs: parse(storeSdl) },
  ]);
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));
  return {
    supergraphSdl: composed.supergraphSdl,
    answerStore: (answer) => (answers.store = answer),
    stop: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
