import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { startForeignSubgraph, type ForeignSubgraph } from './foreign-subgraph.js';

/**
 * A graph whose services require fields with arguments: `catalog` knows prices by currency and sizes by unit, `customs`
 * works taxes out of them, `club` a tier out of a tax, and `customs` a rank out of the tier.
 */

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable"])';

const catalogSdl = `${link}
enum Currency { EUR USD }
type Query { product(id: ID!): Product products: [Product!]! goods: [Good!]! anything: [Anything!]! }
type Mutation { touch(id: ID!): Product }
type Subscription { launched: Product }
interface Good { id: ID! price(currency: Currency = EUR): Int }
union Anything = Product | Service
type Product implements Good @key(fields: "id") {
  id: ID!
  name: String
  price(currency: Currency = EUR): Int
  weight: Int
  box: Box
  parts: [Part!]
  twin: Product
}
type Service implements Good @key(fields: "id") { id: ID! price(currency: Currency = EUR): Int hours: Int }
type Box { side(unit: String = "cm"): Int label: String }
type Part { cost(currency: Currency!): Int weight: Int }
`;

const customsSdl = `${link}
enum Currency { EUR USD }
type Product @key(fields: "id") {
  id: ID!
  price(currency: Currency = EUR): Int @external
  weight: Int @external
  box: Box @external
  parts: [Part!] @external
  tax: Int @requires(fields: "price(currency: EUR)")
  duty: Int @requires(fields: "price(currency: USD)")
  fee(percent: Int = 10): Int @requires(fields: "price")
  freight: Int! @requires(fields: "weight")
  volume: Int @requires(fields: "box { side(unit: \\"mm\\") }")
  volumeInInches: Int @requires(fields: "box { side(unit: \\"in\\") }")
  declaration: Declaration @requires(fields: "price(currency: USD) parts { cost(currency: EUR) weight }")
  tier: String @external
  rank: String @requires(fields: "tier")
  riddle: Int @requires(fields: "price(currency: EUR) ... on Product { price(currency: USD) }")
  office: String
}
type Service @key(fields: "id") {
  id: ID!
  price(currency: Currency = EUR): Int @external
  tax: Int @requires(fields: "price(currency: USD)")
}
type Box { side(unit: String = "cm"): Int @external }
type Part { cost(currency: Currency!): Int @external weight: Int @external }
type Declaration { text(of: String): String product: Product }
`;

const clubSdl = `${link}
type Product @key(fields: "id") {
  id: ID!
  tax: Int @external
  fee(percent: Int = 10): Int @external
  tier: String @requires(fields: "tax")
  bonus: String @requires(fields: "fee(percent: 50)")
  size: String @requires(fields: "volume")
  declaration: Declaration @external
  paper: String @requires(fields: "declaration { text(of: \\"club\\") }")
  volume: Int @external
}
type Declaration { text(of: String): String @external }
`;

/** Prices in euros; a dollar more in dollars. The third has none, and no weight. */
const products: Record<string, { id: string; euros: number | null; weight: number | null; side: number }> = {
  '1': { id: '1', euros: 100, weight: 0, side: 2 },
  '2': { id: '2', euros: 0, weight: 7, side: 3 },
  '3': { id: '3', euros: null, weight: null, side: 4 },
};
/** The price of this one is not told. */
const secret = { id: '4', euros: NaN, weight: 1, side: 1 };
const inCurrency = (euros: number | null, currency: string | null | undefined): number | null =>
  euros === null ? null : currency === 'USD' ? euros + 1 : euros;
const units: Record<string, number> = { cm: 1, mm: 10, in: 100 };

interface Price {
  price?: number | null;
}
const twice = ({ price }: Price): number | null => (price == null ? null : price * 2);

/** The running graph. */
export interface CustomsGraph {
  supergraphSdl: string;
  catalog: ForeignSubgraph;
  customs: ForeignSubgraph;
  stop(): Promise<void>;
}

/** Starts the subgraphs and composes them. */
export async function startCustomsGraph(): Promise<CustomsGraph> {
  const product = (id: string) => {
    const known = id === secret.id ? secret : products[id];
    return known && { __typename: 'Product', ...known };
  };
  const service = { __typename: 'Service', id: 's', euros: 50, hours: 3 };
  const price = ({ euros }: { euros: number | null }, { currency }: { currency?: string }) => {
    if (Number.isNaN(euros)) throw codedError('FORBIDDEN', 'This price is secret.');
    return inCurrency(euros, currency);
  };
  const catalog = await startForeignSubgraph(catalogSdl, {
    Query: {
      product: (_: unknown, { id }: { id: string }) => product(id),
      products: () => Object.keys(products).map(product),
      goods: () => [product('1'), service],
      anything: () => [service, product('2')],
    },
    Mutation: { touch: (_: unknown, { id }: { id: string }) => product(id) },
    Subscription: {
      launched: {
        subscribe: async function* () {
          yield { launched: product('1') };
          yield { launched: product('2') };
        },
      },
    },
    Product: {
      __resolveReference: ({ id }: { id: string }) => product(id),
      name: ({ id }: { id: string }) => `product ${id}`,
      price,
      box: ({ side }: { side: number }) => ({ side, label: `box of ${side}` }),
      parts: ({ euros, weight }: { euros: number | null; weight: number | null }) => [
        { euros, weight },
        { euros: 3, weight: 1 },
      ],
      twin: ({ id }: { id: string }) => product(id === '1' ? '2' : '1'),
    },
    Service: { __resolveReference: () => service, price },
    Box: { side: ({ side }: { side: number }, { unit }: { unit: string }) => side * units[unit]! },
    Part: { cost: price },
  });
  const customs = await startForeignSubgraph(customsSdl, {
    Product: {
      __resolveReference: (representation: object) => representation,
      tax: twice,
      duty: ({ price: given }: Price) => {
        if (given === 1) throw codedError('FORBIDDEN', 'No duty on this.');
        return given == null ? null : given * 1000;
      },
      fee: ({ price: given }: Price, { percent }: { percent: number }) =>
        given == null ? null : (given * percent) / 100,
      freight: ({ weight }: { weight?: number | null }) => (weight == null ? null : weight * 2),
      volume: ({ box }: { box: { side: number } }) => box.side ** 3,
      volumeInInches: ({ box }: { box: { side: number } }) => box.side ** 3,
      declaration: (representation: object) => representation,
      rank: ({ tier }: { tier?: string }) => `rank of ${tier}`,
      office: () => 'Kehl',
    },
    Service: { __resolveReference: (representation: object) => representation, tax: twice },
    Declaration: {
      text: ({ price: given, parts }: Price & { parts: unknown }, { of }: { of?: string }) =>
        `${of ?? 'all'}: ${given} of ${JSON.stringify(parts)}`,
      product: ({ id }: { id?: string }) => ({ __typename: 'Product', id }),
    },
  });
  const club = await startForeignSubgraph(clubSdl, {
    Product: {
      __resolveReference: (representation: object) => representation,
      tier: ({ tax }: { tax?: number | null }) => `tier of ${tax}`,
      bonus: ({ fee }: { fee?: number | null }) => `bonus of ${fee}`,
      size: ({ volume }: { volume?: number | null }) => `size of ${volume}`,
      paper: ({ declaration }: { declaration?: { text: string } }) => `paper of ${declaration?.text}`,
    },
  });
  const composed = composeServices([
    { name: 'catalog', url: catalog.url, typeDefs: parse(catalogSdl) },
    { name: 'customs', url: customs.url, typeDefs: parse(customsSdl) },
    { name: 'club', url: club.url, typeDefs: parse(clubSdl) },
  ]);
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(String).join('\n'));
  return {
    supergraphSdl: composed.supergraphSdl,
    catalog,
    customs,
    stop: async () => void (await Promise.all([catalog.stop(), customs.stop(), club.stop()])),
  };
}
