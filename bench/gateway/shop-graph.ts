/** The graph of the public federation benchmarks: accounts, inventory, products, reviews; data of our own. */

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@external", "@requires", "@provides"])';

/** SDL by subgraph. */
export const shopSubgraphs: Record<string, string> = {
  accounts: `${link}
    type Query { me: User user(id: ID!): User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
  inventory: `${link}
    type Product @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }`,
  products: `${link}
    type Query { topProducts(first: Int): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `${link}
    type Query { review(id: ID!): Review }
    type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
    type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
};

const users = Array.from({ length: 6 }, (_, index) => ({
  id: `u${index}`,
  name: ['Amara Diop', 'Bojan Ilić', 'Chidi Obi', 'Dana Weiss', 'Emi Sato', 'Farid Haddad'][index],
  username: `user_${index}`,
  birthday: 1980 + index,
}));
const products = Array.from({ length: 9 }, (_, index) => ({
  upc: `${index + 1}`,
  name: ['Table', 'Couch', 'Chair', 'Lamp', 'Desk', 'Shelf', 'Rug', 'Stool', 'Bench'][index],
  price: index % 3 ? 900 + index * 17 : 54,
  weight: 100 * (index + 1),
  inStock: index % 4 !== 0,
}));
const reviews = Array.from({ length: 11 }, (_, index) => ({
  id: `r${index}`,
  body: `Sentence ${index} of someone who bought it, used it for a month and wants to be read.`,
  author: users[(index * 5) % users.length]!,
  product: products[(index * 4) % products.length]!,
}));

type Key = { id: string; upc: string };

/** Where literals begin that differ from request to request: every one lists all products, whatever `first` is beyond. */
export const literalsFrom = 100_000;

/** A request without such a literal. Subgraphs answer it from memory, for it is the gateways that are measured. */
export function withoutLiteral(text: string): string {
  return text.replace(/\b\d{6,}\b/g, '0');
}

/** Resolvers by subgraph. */
export const shopResolvers: Record<string, object> = {
  accounts: {
    Query: {
      me: () => users[0],
      users: () => users,
      user: (_: unknown, { id }: Key) => users.find((user) => user.id === id),
    },
    User: { __resolveReference: ({ id }: Key) => users.find((user) => user.id === id) },
  },
  inventory: {
    Product: {
      __resolveReference: (key: Key) => ({ ...key, inStock: products.find(({ upc }) => upc === key.upc)?.inStock }),
      shippingEstimate: ({ price, weight }: { price: number; weight: number }) =>
        price > 1000 ? 0 : Math.round(weight / 2),
    },
  },
  products: {
    Query: { topProducts: (_: unknown, { first = 5 }: { first?: number }) => products.slice(0, first) },
    Product: { __resolveReference: ({ upc }: Key) => products.find((product) => product.upc === upc) },
  },
  reviews: {
    Query: { review: (_: unknown, { id }: Key) => reviews.find((review) => review.id === id) },
    Review: { __resolveReference: ({ id }: Key) => reviews.find((review) => review.id === id) },
    User: {
      __resolveReference: ({ id }: Key) => ({ id }),
      reviews: ({ id }: Key) => reviews.filter(({ author }) => author.id === id),
    },
    Product: {
      __resolveReference: ({ upc }: Key) => ({ upc }),
      reviews: ({ upc }: Key) => reviews.filter(({ product }) => product.upc === upc),
    },
  },
};

const fragments = `
  fragment U on User { id username name }
  fragment R on Review { id body }
  fragment P on Product { inStock name price shippingEstimate upc weight }`;

/** Operations by size of their answers. */
export const shopOperations: Record<string, string> = {
  big: `query Big {
    users { ...U reviews { ...R product { ...P reviews { ...R author { ...U reviews { ...R product { ...P } } } } } } }
    topProducts { ...P reviews { ...R author { ...U reviews { ...R product { ...P } } } } }
  } ${fragments}`,
  small: `query Small { topProducts { ...P reviews { ...R author { ...U } } } } ${fragments}`,
  trivial: 'query Trivial { topProducts(first: 5) { upc name price weight } }',
};
