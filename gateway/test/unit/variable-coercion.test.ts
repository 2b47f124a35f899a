import { describe, expect, it } from '@jest/globals';
import { buildSchema, getVariableValues, Kind, parse, type VariableDefinitionNode } from 'graphql';
import { coerceVariables } from '../../src/operations/variable-coercion.js';

const schema = buildSchema(`
  type Query { a(n: Int, by: Sieve): Int }
  input Sieve { mesh: Mesh = FINE note: String! sizes: [Int!] inner: [Sieve!] }
  enum Mesh { FINE COARSE }
`);

function definitions(text: string): readonly VariableDefinitionNode[] {
  const [operation] = parse(`query (${text}) { a }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return operation.variableDefinitions ?? [];
}

describe('variables', () => {
  it.each<[string, string]>([
    ['$n: Int', '{"n":1}'],
    ['$n: Int', '{}'],
    ['$n: Int', '{"n":null}'],
    ['$n: Int = 3', '{}'],
    ['$n: Int = 3', '{"n":null}'],
    ['$n: Int!', '{}'],
    ['$n: Int!', '{"n":null}'],
    ['$n: Int', '{"n":"x"}'],
    ['$n: Int, $m: [Int!]', '{"n":1.5,"m":[1,"x",null]}'],
    ['$m: [Int]', '{"m":1}'],
    ['$by: Sieve', '{"by":{"note":"x"}}'],
    ['$by: Sieve', '{"by":{"note":"x","mesh":"COARSE","sizes":1,"inner":[{"note":"y"}]}}'],
    ['$by: Sieve', '{"by":{"note":1,"mesh":"COARSEST","inner":[{"note":"y","sizes":[1,true]}]}}'],
    ['$by: Sieve', '{"by":"x"}'],
    ['$__proto__: Int, $constructor: Int!', '{"__proto__":1}'],
    ['$m: [Int]', `{"m":[${Array.from({ length: 30 }, (_, n) => `"x${n}"`).join()}]}`],
  ])('%s of %s: as graphql-js has it', (text, json) => {
    const sent = JSON.parse(json) as Record<string, unknown>;
    for (const hideSuggestions of [true, false]) {
      const expected = getVariableValues(schema, definitions(text), sent, { maxErrors: 10, hideSuggestions });
      const { coerced, problems } = {
        coerced: undefined,
        ...coerceVariables(schema, definitions(text), sent, hideSuggestions),
      };
      expect(problems).toEqual(expected.errors?.map(({ message }) => message));
      expect(coerced).toEqual(expected.coerced && JSON.parse(JSON.stringify(expected.coerced)));
    }
  });

  it('are not written out in what is said of their unknown fields, however many those are', () => {
    const by = Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`k${n}`, 1]));
    const { problems = [] } = {
      problems: undefined,
      ...coerceVariables(schema, definitions('$by: Sieve'), { by: { ...by, inner: [by] } }, true),
    };
    expect(problems).toHaveLength(11);
    expect(problems[0]).toBe(
      'Variable "$by" got invalid value {…}; Field "note" of required type "String!" was not provided.',
    );
    expect(problems[1]).toBe(
      'Variable "$by" got invalid value {…} at "by.inner[0]"; Field "note" of required type "String!" was not provided.',
    );
    expect(problems[2]).toBe(
      'Variable "$by" got invalid value {…} at "by.inner[0]"; Field "k0" is not defined by type "Sieve".',
    );
    expect(Math.max(...problems.map(({ length }) => length))).toBeLessThan(200);
  });
});
