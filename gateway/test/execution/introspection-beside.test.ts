import { describe, expect, it } from '@jest/globals';
import { startMediaGraph } from '../graphs/media-graph.js';
import { serveGraph } from '../served-graph.js';

const { gateway, graph } = serveGraph(startMediaGraph);

describe('what is asked of the schema, beside other fields', () => {
  it.each([
    ['isOneOf', '__type(name: "Media") { isOneOf }', { __type: { isOneOf: null } }],
    [
      'specifiedByURL',
      '__type(name: "Int") { kind specifiedByURL }',
      { __type: { kind: 'SCALAR', specifiedByURL: null } },
    ],
    [
      'deprecated arguments',
      '__type(name: "Shop") { fields(includeDeprecated: true) { name isDeprecated deprecationReason args(includeDeprecated: true) { name isDeprecated } } }',
      { __type: { fields: [{ name: 'name', isDeprecated: false, deprecationReason: null, args: [] }] } },
    ],
    [
      'input fields',
      '__type(name: "Book") { inputFields(includeDeprecated: true) { name } }',
      { __type: { inputFields: null } },
    ],
    ['a type that there is not', '__type(name: "Nothing") { name }', { __type: null }],
    [
      'the schema',
      '__schema { description queryType { name } mutationType { name } }',
      { __schema: { description: null, queryType: { name: 'Query' }, mutationType: null } },
    ],
    [
      'directives',
      'x: __schema { directives(includeDeprecated: true) { isRepeatable isDeprecated } }',
      { x: { directives: expect.arrayContaining([{ isRepeatable: false, isDeprecated: false }]) } },
    ],
  ])('is answered: %s', async (_, selection, expected) => {
    for (const query of [
      `{ ${selection} book { id } }`,
      `{ book { id } ${selection} }`,
      `{ ...F book { id } } fragment F on Query { ${selection} book { id } }`,
    ]) {
      const { data, errors, text } = await gateway.run(query);
      expect([errors, data]).toEqual([undefined, { ...expected, book: { id: '1' } }]);
      expect(text.indexOf('"book"') < 12).toBe(query.startsWith('{ book'));
    }
  });

  it('is answered with variables, conditions, type names and errors', async () => {
    const query = `query ($name: String!, $of: String, $without: Boolean!) {
      kind: __typename
      __type(name: $name) @skip(if: $without) { name }
      media { ... on Film { word(of: $of) } }
      ... @skip(if: $without) { __proto__: __type(name: $name) { kind } __schema { queryType { ...T } } }
    } fragment T on __Type { name }`;
    const media = [{}, { word: 'secrets of 2' }, { word: null }];
    const whole = await gateway.run(query, { variables: { name: 'Book', of: 'secrets', without: false } });
    expect(whole.errors).toMatchObject([{ path: ['media', 2, 'word'], extensions: { code: 'FORBIDDEN' } }]);
    const asked = '"__proto__":{"kind":"OBJECT"},"__schema":{"queryType":{"name":"Query"}}';
    expect(whole.text).toContain(`{"kind":"Query","__type":{"name":"Book"},"media":${JSON.stringify(media)},${asked}}`);
    const without = await gateway.run(query, { variables: { name: 'Book', of: 'x', without: true } });
    expect([without.errors, Object.keys(without.data as object)]).toEqual([undefined, ['kind', 'media']]);
  });

  it('asks services for the rest and no more, and is null with it', async () => {
    graph.reviews.queries.length = 0;
    const { data, errors } = await gateway.run('{ __schema { queryType { name } } media { rating } }');
    expect(errors).toMatchObject([{ path: ['media', 2, 'rating'], extensions: { code: 'FORBIDDEN' } }]);
    expect([data, graph.reviews.queries.length]).toEqual([null, 1]);
  });
});
