/** A graph with a short way to everything a hostile document needs: lists of lists, interfaces, six owners of each type. */

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const kinds = ['P', 'Q', 'R', 'S'];

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@listSize"])';

const sdlOf = (name: string): string => `${link}
  type Query {
    ${name}: Int
    things: [Thing] @shareable
    ${
      name === 'a'
        ? `shelf(first: Int = 10): [Item!] @listSize(slicingArguments: ["first"])
           word(text: String, texts: [String!], any: Any): String`
        : ''
    }
  }
  ${
    name === 'a'
      ? `scalar Any
         type Item @key(fields: "id") {
           id: ID! title: String same: Item items(first: Int = 10): [Item!] @listSize(slicingArguments: ["first"])
         }`
      : name === 'b'
        ? 'type Item @key(fields: "id") { id: ID! price: Int }'
        : ''
  }
  interface Thing { id: ID! next: Thing other: Thing }
  ${kinds
    .map(
      (kind) =>
        `type ${kind} implements Thing @key(fields: "id") { id: ID! next: Thing @shareable other: Thing @shareable ${name}${kind}: Int }`,
    )
    .join('\n')}`;

/** SDL by subgraph. */
export const hostileSubgraphs: Readonly<Record<string, string>> = Object.fromEntries(
  names.map((name) => [name, sdlOf(name)]),
);

const items = Array.from({ length: 10 }, (_, index) => ({ id: `i${index}`, title: `Item ${index}`, price: index }));
const item = ({ id }: { id: string }) => items.find((one) => one.id === id);

/** Resolvers by subgraph. */
export const hostileResolvers: Readonly<Record<string, object>> = Object.fromEntries(
  names.map((name) => [
    name,
    {
      Query: { [name]: () => 1, things: () => [], ...(name === 'a' && { shelf: () => items, word: () => 'word' }) },
      Thing: { __resolveType: () => 'P' },
      ...((name === 'a' || name === 'b') && { Item: { __resolveReference: item } }),
    },
  ]),
);

/** What the well-behaved client asks: two subgraphs, one after the other. */
export const honestQuery = 'query Honest { shelf(first: 10) { id title price } }';

/** Within every limit of documents and of cost, and minutes to plan. @param alias makes it a document of its own */
export const longPlan = (alias: string): string =>
  `{ ${alias}: things { ${'next { id '.repeat(4)} ${kinds
    .map((kind) => `... on ${kind} { ${names.map((name) => `${name}${kind}`).join(' ')} }`)
    .join(' ')} ${'}'.repeat(4)} } }`;
