import { beforeEach, describe, expect, it } from '@jest/globals';
import { stream } from '../gateway-kit.js';
import { startCustomsGraph } from '../graphs/customs-graph.js';
import { serveGraph } from '../served-graph.js';

const { gateway, graph } = serveGraph(startCustomsGraph);

beforeEach(() => {
  graph.customs.queries.length = graph.catalog.queries.length = 0;
});

/** The data of an operation that is answered without errors. */
async function dataOf(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const { data, errors } = await gateway.run(query, { variables });
  expect(errors).toBeUndefined();
  return data;
}

describe('a field that requires others, beside one under a condition', () => {
  it.each([
    ['itself', 'tax @include(if: $with) volume office'],
    ['with the other condition', 'tax @skip(if: $without) volume office'],
    ['in a fragment', '... @include(if: $with) { tax } volume office'],
    ['in fragments of fragments', '...Taxes @skip(if: $without) volume office'],
    ['within a fragment', 'volume ...Taxed office'],
  ])('is answered where a variable leaves out the other: %s', async (_, selection) => {
    const fragments = `fragment Taxes on Product { ...Taxed } fragment Taxed on Product { tax @include(if: $with) }`;
    const query = `query ($with: Boolean!, $without: Boolean!) { product(id: "1") { ${selection} ...Unused @include(if: $without) } } ${fragments}
    fragment Unused on Product { ...Taxes ...Taxed tax @skip(if: $without) }`;
    for (const round of [1, 2]) {
      const all = await dataOf(query, { with: true, without: false });
      expect([round, all]).toEqual([round, { product: { tax: 200, volume: 8_000, office: 'Kehl' } }]);
      const left = await dataOf(query, { with: false, without: true });
      expect([round, left]).toEqual([round, { product: { volume: 8_000, office: 'Kehl' } }]);
    }
  });

  it('is answered where each of several is left out', async () => {
    const query = `query ($tax: Boolean! = true, $duty: Boolean = false, $tier: Boolean!) {
      product(id: "1") { id tax @include(if: $tax) duty @include(if: $duty) tier @skip(if: $tier) }
    }`;
    const first = async (variables: object) => (await dataOf(query, { tier: true, ...variables })).product;
    expect(await first({})).toEqual({ id: '1', tax: 200 });
    expect(await first({ tax: false })).toEqual({ id: '1' });
    expect(await first({ duty: true })).toEqual({ id: '1', tax: 200, duty: 101_000 });
    expect(await first({ duty: true, tax: false })).toEqual({ id: '1', duty: 101_000 });
    expect(await first({ duty: true, tax: false, tier: false })).toEqual({
      ...{ id: '1', duty: 101_000, tier: 'tier of 200' },
    });
    expect(await first({ tier: false })).toEqual({ id: '1', tax: 200, tier: 'tier of 200' });
  });

  it('is answered beside one that a literal leaves out', async () => {
    const query = (literal: boolean) => `{ product(id: "1") { tax @include(if: ${literal}) volume } }`;
    expect(await dataOf(query(false))).toEqual({ product: { volume: 8_000 } });
    expect(await dataOf(query(true))).toEqual({ product: { tax: 200, volume: 8_000 } });
  });

  it('is answered where one object stands twice, once under a condition', async () => {
    const query = `query ($with: Boolean!) {
      product(id: "1") @include(if: $with) { weight tax }
      product(id: "1") { volume twin @include(if: $with) { tax } twin { volume } }
    }`;
    expect(await dataOf(query, { with: false })).toEqual({ product: { volume: 8_000, twin: { volume: 27_000 } } });
    expect(await dataOf(query, { with: true })).toEqual({
      product: { weight: 0, tax: 200, volume: 8_000, twin: { tax: 0, volume: 27_000 } },
    });
  });

  it('is answered in mutations, subscriptions, and beside what is asked of the schema', async () => {
    const selection = 'tax @include(if: $with) volume';
    const query = (rest: string) => `query ($with: Boolean!) { product(id: "1") { ${selection} } ${rest} }`;
    const mutation = `mutation ($with: Boolean!) { touch(id: "1") { ${selection} } }`;
    const subscription = `subscription ($with: Boolean!) { launched { ${selection} } }`;
    for (const given of [true, false]) {
      const variables = { with: given };
      const product = given ? { tax: 200, volume: 8_000 } : { volume: 8_000 };
      expect(await dataOf(mutation, variables)).toEqual({ touch: product });
      expect(await dataOf(query('__schema { queryType { name } }'), variables)).toMatchObject({ product });
      const client = gateway.client();
      try {
        const { results } = await stream(client, subscription, { variables });
        expect(results).toMatchObject([{ data: { launched: product } }, { data: { launched: {} } }]);
        expect(Object.keys(results[0].data.launched as object)).toEqual(Object.keys(product));
      } finally {
        await client.dispose();
      }
    }
  });

  it('costs a request to each service, which is asked for no more than what is left', async () => {
    const query = 'query ($with: Boolean!) { product(id: "1") { tax @include(if: $with) volume } }';
    await dataOf(query, { with: false });
    expect([graph.catalog.queries.length, graph.customs.queries.length]).toEqual([1, 1]);
    expect(graph.catalog.queries.join()).not.toContain('price');
  });
});

describe('an object of whose fields conditions leave none', () => {
  it.each([
    ['an object', 'product(id: "1") { tax @include(if: $with) }', { product: {} }],
    ['a fragment', 'product(id: "1") { ... on Product { tax @include(if: $with) } }', { product: {} }],
    ['objects of an interface', 'goods { ... on Product @include(if: $with) { tax } }', { goods: [{}, {}] }],
    ['the root', 'product(id: "1") @include(if: $with) { tax }', {}],
    ['all but the schema', '__typename product(id: "1") @include(if: $with) { tax }', { __typename: 'Query' }],
  ])('is there all the same: %s', async (_, selection, expected) => {
    expect(await dataOf(`query ($with: Boolean!) { ${selection} }`, { with: false })).toEqual(expected);
  });
});
