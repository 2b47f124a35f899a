import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { executeSync, getIntrospectionQuery, parse } from 'graphql';
import { pino } from 'pino';
import { supergraphSdl } from '#schema/subgraph-sdl.js';
import { readRights } from '../../src/authorization/rights.js';
import { defaultLimits } from '../../src/gateway-limits.js';
import { IntrospectionAnswers } from '../../src/introspection/introspection-answers.js';
import { readCostRules } from '../../src/limits/cost-rules.js';
import { OperationPreparer, pickOperation } from '../../src/operations/prepared-operation.js';
import { loadSupergraph } from '../../src/supergraph/supergraph.js';
import { documentedAnswers } from '../bad-inputs-page.js';
import { stream, TestGateway } from '../gateway-kit.js';

/** What is asked of the schema itself, of the committed supergraph: no service is needed for it. */

const nowhere = new Map(
  ['CREATOR', 'BRAND', 'CAMPAIGN', 'ANALYTICS'].map((name) => [name, 'http://127.0.0.1:9/graphql']),
);
const sdl = supergraphSdl();
const { apiSchema, supergraph } = loadSupergraph(sdl);
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await TestGateway.start(sdl, undefined, { subgraphUrls: nowhere });
});

afterAll(() => gateway?.stop());

const whole = getIntrospectionQuery({
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});

/** How many values an object has, and those in it. */
function valuesIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item: unknown) => sum + valuesIn(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + 1 + valuesIn(inner), 0);
}

const types = '{ types { fields { name args { name type { name } } type { name kind ofType { name kind } } } } }';
const aliased = (count: number, field: string): string =>
  Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ');

/** Operations that ask for too much; what they are answered stands on the page. */
const tooMuch: Record<string, string> = {
  '49 aliases of `__schema`': `{ ${aliased(49, `__schema ${types}`)} }`,
  '40 aliases of the types': `{ __schema { ${aliased(40, types.slice(2, -2))} } }`,
  'fields of the types of fields':
    '{ __schema { types { fields { name type { name fields { name description } } } } } }',
  'fields of types of fields, six times': `{ __schema { types ${'{ fields { type '.repeat(6)}{ name }${' } }'.repeat(6)} } }`,
  'the same from one type': `{ __type(name: "Query") ${'{ fields { type '.repeat(6)}{ name }${' } }'.repeat(6)} }`,
  'the same behind `ofType`': `{ __schema { types ${'{ fields { type { ofType '.repeat(4)}{ name }${' } } }'.repeat(4)} } }`,
  'aliases of `__schema` through fragments': `{ ${aliased(3, '__schema { ...S }')} } fragment S on __Schema { ${aliased(3, 'types { ...T }')} } fragment T on __Type { fields { ...F } } fragment F on __Field { ${aliased(9, 'description')} }`,
  'the whole schema beside another field': `{ metricDefinitions { name } __schema { a: ${types.slice(2, -2)} b: ${types.slice(2, -2)} } }`,
};

describe('too much of the schema at once', () => {
  const documented = documentedAnswers('introspection.test.ts');

  it('are all on the page', () => {
    expect(Object.keys(documented).sort()).toEqual(Object.keys(tooMuch).sort());
  });

  it.each(Object.keys(tooMuch))('%s: refused over HTTP and WebSocket', async (what) => {
    const query = tooMuch[what] ?? '';
    const answer = await gateway.run(query);
    expect(`${answer.status} ${answer.errors?.[0]?.extensions?.code}`).toBe(documented[what]);
    expect(answer.data).toBeUndefined();
    const client = gateway.client();
    const { error } = await stream(client, query);
    expect(`400 ${error[0]?.extensions?.code}`).toBe(documented[what]);
    await client.dispose();
  });
});

describe('introspection', () => {
  it.each([
    ['with all options', whole],
    ['without descriptions', getIntrospectionQuery({ descriptions: false })],
    ['twice', `${whole.replace('__schema', 'again: __schema { types { name } } __schema')}`],
    [
      'of one type and what it refers to',
      `{ __type(name: "Creator") { fields { type { ofType { fields { name } } } } } }`,
    ],
    ['of a little beside other fields', '{ __schema { queryType { name } } metricDefinitions { name } }'],
  ])('%s passes the default limits', async (_what, query) => {
    const { data, errors = [] } = await gateway.run(query);
    expect(errors.filter(({ extensions }) => extensions?.code === 'TOO_EXPENSIVE')).toEqual([]);
    expect(data).toBeDefined();
  });

  it('says what the schema says, in the same order, over HTTP and WebSocket', async () => {
    const expected = JSON.parse(JSON.stringify(executeSync({ schema: apiSchema, document: parse(whole) }))) as object;
    expect(JSON.parse((await gateway.run(whole)).text)).toEqual(expected);
    const client = gateway.client();
    expect((await stream(client, whole)).results).toEqual([expected]);
    await client.dispose();
  });

  it('takes variables and literals, in one operation of several', async () => {
    const query =
      'query A { viewer { __typename } } query B($name: String!) { a: __type(name: $name) { name } b: __type(name: "Brand") { name } __typename }';
    const { data } = await gateway.run(query, { operationName: 'B', variables: { name: 'Creator', other: 1 } });
    expect(data).toEqual({ a: { name: 'Creator' }, b: { name: 'Brand' }, __typename: 'Query' });
  });

  it('is worked out by a worker, and given up when it takes too long there', async () => {
    const hasty = await TestGateway.start(sdl, undefined, { subgraphUrls: nowhere, limits: { plannerTime: 1 } });
    const { errors } = await hasty.run(`{ __schema ${types} }`);
    expect(errors).toMatchObject([
      { message: 'The operation asks for too much of the schema at once.', extensions: { code: 'TOO_EXPENSIVE' } },
    ]);
    await hasty.stop();
  });

  it('is answered from memory the second time, whatever variables it does not use', async () => {
    const preparer = new OperationPreparer({
      schema: apiSchema,
      rights: readRights(supergraph),
      costRules: readCostRules(supergraph),
      limits: defaultLimits,
      introspection: true,
    });
    const { prepared } = pickOperation(
      preparer.prepare('query ($name: String!) { __type(name: $name) { name } }'),
      undefined,
    );
    const answers = new IntrospectionAnswers(apiSchema, defaultLimits, pino({ level: 'silent' }));
    try {
      const first = answers.answer(prepared, { name: 'Brand' }, 'one');
      expect(answers.answer(prepared, { name: 'Brand' }, 'another')).toBe(first);
      expect(await first).toBe('{"__type":{"name":"Brand"}}');
      expect(answers.answer(prepared, { name: 'Brand', other: 1 }, 'another')).toBe(await first);
      expect(await answers.answer(prepared, { name: 'Creator' }, 'one')).toBe('{"__type":{"name":"Creator"}}');
    } finally {
      await answers.stop();
    }
  });

  it('has a price', async () => {
    const cost = async (query: string): Promise<unknown> => {
      const { text } = await gateway.run(query, { headers: { 'x-request-cost': '1' } });
      return (JSON.parse(text) as { extensions: { cost: { estimated: number } } }).extensions.cost.estimated;
    };
    expect(await cost('{ __typename }')).toBe(0);
    expect(await cost('{ __schema { queryType { name } } }')).toBe(1);
    // One for each hundred values.
    const count = Object.keys(apiSchema.getTypeMap()).length;
    expect(await cost('{ __schema { types { name kind } } }')).toBe(Math.ceil((2 + 2 * count) / 100));
    // The whole schema is counted exactly, but for how often each type is wrapped.
    const { data } = executeSync({ schema: apiSchema, document: parse(whole) });
    const exact = valuesIn(data) / 100;
    expect(await cost(whole)).toBeGreaterThanOrEqual(exact);
    expect(await cost(whole)).toBeLessThan(1.5 * exact);
  });
});
