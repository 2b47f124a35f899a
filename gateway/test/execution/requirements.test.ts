import { describe, expect, it } from '@jest/globals';
import { stream } from '../gateway-kit.js';
import { startCustomsGraph } from '../graphs/customs-graph.js';
import { serveGraph } from '../served-graph.js';

const { gateway, graph } = serveGraph(startCustomsGraph);

/** The data of an operation that is answered without errors. */
async function dataOf(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const { data, errors } = await gateway.run(query, { variables });
  expect(errors).toBeUndefined();
  return data;
}

describe('a field that a service requires with arguments', () => {
  it.each([
    ['the same field with others', 'tax price(currency: USD)', { tax: 200, price: 101 }],
    ['the same field without any', 'tax price', { tax: 200, price: 100 }],
    ['a field that requires it with others', 'tax duty', { tax: 200, duty: 101_000 }],
    ['an alias of its name', 'tax price: id', { tax: 200, price: '1' }],
    ['the same field under an alias', 'tax usd: price(currency: USD)', { tax: 200, usd: 101 }],
    ['fields that require it in two more ways', 'fee duty tax', { fee: 10, duty: 101_000, tax: 200 }],
    ['aliases that go round', 'price: tax tax: duty duty: price', { price: 200, tax: 101_000, duty: 100 }],
    [
      'names like those of the gateway',
      '_required0_price: id _client_id: tax',
      { _required0_price: '1', _client_id: 200 },
    ],
  ])('is asked for as required beside %s', async (_, selection, expected) => {
    expect(await dataOf(`{ product(id: "1") { ${selection} } }`)).toEqual({ product: expected });
  });

  it('is asked for as required beside arguments that are variables', async () => {
    const query = 'query ($currency: Currency) { products { price(currency: $currency) tax } }';
    const products = (prices: (number | null)[]) => ({
      products: prices.map((price, index) => ({ price, tax: [200, 0, null][index] })),
    });
    expect(await dataOf(query, { currency: 'USD' })).toEqual(products([101, 1, null]));
    expect(await dataOf(query, { currency: 'EUR' })).toEqual(products([100, 0, null]));
    expect(await dataOf(query)).toEqual(products([100, 0, null]));
  });

  it('is asked for as required below objects and lists of objects', async () => {
    const selection = 'volume volumeInInches declaration { text } box { side label } parts { cost(currency: USD) }';
    expect(await dataOf(`{ product(id: "1") { ${selection} } }`)).toEqual({
      product: {
        volume: 8_000,
        volumeInInches: 8_000_000,
        declaration: { text: 'all: 101 of [{"cost":100,"weight":0},{"cost":3,"weight":1}]' },
        box: { side: 2, label: 'box of 2' },
        parts: [{ cost: 101 }, { cost: 4 }],
      },
    });
  });

  it('is asked for as required in fragments, of interfaces and unions too, where services differ by type', async () => {
    const query = `{
      goods { price ... on Product { duty tax } }
      anything { ...Taxed ... on Service { price(currency: USD) } }
      product(id: "1") { twin { ...Taxed twin { duty price(currency: USD) } } declaration { product { duty tax } } }
    }
    fragment Taxed on Anything { ... on Product { tax ...Owed } ... on Service { tax } }
    fragment Owed on Product { price: fee(percent: 50) }`;
    expect(await dataOf(query)).toEqual({
      goods: [{ price: 100, duty: 101_000, tax: 200 }, { price: 50 }],
      anything: [
        { tax: 102, price: 51 },
        { tax: 0, price: 0 },
      ],
      product: {
        twin: { tax: 0, price: 0, twin: { duty: 101_000, price: 101 } },
        declaration: { product: { duty: 101_000, tax: 200 } },
      },
    });
  });

  it('is asked for as required in mutations, and beside what is asked of the schema', async () => {
    const selection = 'duty tax price: id volume';
    const expected = { duty: 101_000, tax: 200, price: '1', volume: 8_000 };
    expect(await dataOf(`mutation { touch(id: "1") { ${selection} } }`)).toEqual({ touch: expected });
    const schema = '__schema { queryType { id: name } }';
    expect(await dataOf(`{ ${schema} product(id: "1") { ${selection} } }`)).toEqual({
      __schema: { queryType: { id: 'Query' } },
      product: expected,
    });
  });

  it('is asked for as required for each event of a subscription', async () => {
    const client = gateway.client();
    try {
      const { results } = await stream(client, 'subscription { launched { id: name tax price(currency: USD) fee } }');
      expect(results).toEqual([
        { data: { launched: { id: 'product 1', tax: 200, price: 101, fee: 10 } } },
        { data: { launched: { id: 'product 2', tax: 0, price: 1, fee: 0 } } },
      ]);
    } finally {
      await client.dispose();
    }
  });

  it.each([
    ['by themselves', ''],
    ['beside what is asked of the schema', '__schema { queryType { name } }'],
  ])('has its own name in the path of its error, %s', async (_, schema) => {
    const { data, errors } = await gateway.run(`{ ${schema} product(id: "4") { name tax price: freight } }`);
    expect(data.product).toEqual({ name: 'product 4', tax: null, price: 2 });
    expect(errors).toMatchObject([{ path: ['product', 'price'], extensions: { code: 'FORBIDDEN' } }]);
  });

  it('costs one request to the service that requires it, in however many ways', async () => {
    graph.customs.queries.length = graph.catalog.queries.length = 0;
    await dataOf('{ product(id: "1") { tax duty fee volume volumeInInches office } }');
    expect([graph.catalog.queries.length, graph.customs.queries.length]).toEqual([1, 1]);
  });

  it('in two ways for one field refuses the operation, and the error names the field', async () => {
    const asked = graph.catalog.queries.length;
    for (const query of ['{ product(id: "1") { tax riddle duty } }', '{ goods { ... on Product { riddle } } }']) {
      const refused = await gateway.run(query);
      expect([refused.status, refused.data]).toEqual([400, undefined]);
      const message =
        'No requests to services answer this right: Product.riddle requires one field with two sets of arguments.';
      expect(refused.errors).toEqual([{ message, extensions: { code: 'OPERATION_PLANNING_FAILURE' } }]);
    }
    expect(graph.catalog.queries).toHaveLength(asked);
    expect(await dataOf('{ product(id: "1") { tax duty } }')).toMatchObject({ product: { tax: 200 } });
  });
});

describe('a required field that requires others itself', () => {
  const ranked = { tier: 'tier of 200', bonus: 'bonus of 50', size: 'size of 8000', rank: 'rank of tier of 200' };

  it('is worked out of them where another service was asked for the entity', async () => {
    const selection = 'fee(percent: 20) tier bonus size rank';
    expect(await dataOf(`{ product(id: "1") { ${selection} } }`)).toEqual({ product: { fee: 20, ...ranked } });
  });

  it('is worked out of them where its own service was asked for the entity', async () => {
    const query = '{ product(id: "1") { declaration { product { fee(percent: 20) tier bonus size rank } } } }';
    expect(await dataOf(query)).toEqual({ product: { declaration: { product: { fee: 20, ...ranked } } } });
    const alone = '{ product(id: "1") { declaration { product { tier size } } } }';
    const { tier, size } = ranked;
    expect(await dataOf(alone)).toEqual({ product: { declaration: { product: { tier, size } } } });
  });

  it('refuses the operation where that cannot be made sure of, and the error says so, over every transport', async () => {
    const paper = 'paper of club: 101 of [{"cost":100,"weight":0},{"cost":3,"weight":1}]';
    expect(await dataOf('{ product(id: "1") { paper } }')).toEqual({ product: { paper } });
    const asked = graph.catalog.queries.length;
    const query = '{ product(id: "1") { declaration { product { paper } } } }';
    const { data, errors } = await gateway.run(query);
    expect(data).toBeUndefined();
    const why = 'Product.paper requires declaration, which would be worked out without what it requires itself.';
    const message = `No requests to services answer this right: ${why}`;
    const expected = [{ message, extensions: { code: 'OPERATION_PLANNING_FAILURE' } }];
    expect(errors).toEqual(expected);
    const client = gateway.client();
    try {
      expect((await stream(client, query)).error).toEqual(expected);
    } finally {
      await client.dispose();
    }
    expect(graph.catalog.queries).toHaveLength(asked);
  });
});

describe('an alias that is the name of a key, a required field or a type name', () => {
  it('is the client’s in the data', async () => {
    const selection = 'id: name weight: name freight __typename: name kind: __typename';
    const nested = 'volume box { side: label label: side(unit: "mm") }';
    expect(await dataOf(`{ id: product(id: "2") { ${selection} ${nested} } }`)).toEqual({
      id: {
        ...{ id: 'product 2', weight: 'product 2', freight: 14, __typename: 'product 2', kind: 'Product' },
        ...{ volume: 27_000, box: { side: 'box of 3', label: 30 } },
      },
    });
  });

  it.each([
    ['by themselves', ''],
    ['beside what is asked of the schema', '__schema { queryType { id: name } }'],
  ])('is the client’s in the path of an error, %s', async (_, schema) => {
    const { data, errors } = await gateway.run(`{ ${schema} price: products { price: duty id: tax } }`);
    expect(errors).toMatchObject([{ path: ['price', 1, 'price'], extensions: { code: 'FORBIDDEN' } }]);
    expect(data.price).toEqual([
      { price: 101_000, id: 200 },
      { price: null, id: 0 },
      { price: null, id: null },
    ]);
  });

  it.each([
    ['by themselves', ''],
    ['beside what is asked of the schema', '__schema { queryType { id: name } }'],
  ])('is the client’s where a null takes what is above it along, %s', async (_, schema) => {
    const { data, errors } = await gateway.run(
      `{ ${schema} box: product(id: "3") { weight: name price: freight } id: product(id: "1") { weight: name freight } }`,
    );
    expect(errors).toMatchObject([{ path: ['box', 'price'], extensions: { code: 'INTERNAL' } }]);
    expect(data).toMatchObject({ box: null, id: { weight: 'product 1', freight: 0 } });
  });
});
