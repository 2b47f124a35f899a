import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import {
  BREAK,
  buildSchema,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type ASTNode,
  type ASTVisitor,
  type ValidationRule,
} from 'graphql';
import { validateDocument } from '../../src/operations/document-validation.js';

const schema = buildSchema(`
  directive @once(a: Int!, b: [In!]) on FIELD | QUERY | VARIABLE_DEFINITION | FRAGMENT_SPREAD
  directive @often repeatable on FIELD
  type Query { dog(in: In, ids: [ID!], kind: Kind): Dog pet: Pet any: Any named(name: String!): Named }
  type Mutation { bark(loud: Boolean = true): Dog }
  type Subscription { barks: Int others: Int }
  interface Named { name: String }
  type Dog implements Named { name(upper: Boolean): String age: Int friends(first: Int!): [Dog!] }
  type Cat implements Named { name: String lives: Int! }
  union Pet = Dog | Cat
  union Any = Dog
  input In { a: Int! b: [String!] c: In one: One }
  input One @oneOf { x: Int y: String }
  enum Kind { BIG SMALL }
`);

const documents: readonly string[] = [
  '{ dog { name age } }',
  '{ dog { nam friends { name } } cats }',
  '{ dog }',
  '{ dog { name { first } } }',
  '{ dog { ...A ...B } } fragment A on Dog { name ...B } fragment B on Dog { age ...A }',
  '{ dog { ...A } } fragment A on Cat { name } fragment A on Dog { age } fragment Unused on Kind { x }',
  '{ dog { ...None ... on Nothing { a } ... on Cat { name } ... on In { a } } }',
  '{ pet { name ... on Dog { name age } ... on Cat { age: lives } } }',
  '{ dog { a: name a: age name(upper: true) name(upper: false) } }',
  '{ dog { ...X friends(first: 1) { a: age } } } fragment X on Dog { friends(first: 1) { a: name } }',
  'query ($a: Int, $a: String, $b: Dog, $c: [In!] = [{ a: "x" }], $unused: Kind) { dog(ids: [$a, $d], in: { a: $b, b: [1], z: 1, a: 2 }) { name } }',
  'query A($x: Int) { dog { friends(first: $x) { name } } } query B { dog { friends(first: $x) { name } } } query B { pet { __typename } }',
  '{ dog(in: {}, in: { a: 1 }, kind: HUGE, ids: { a: 1 }) { name(upper: "x", lower: 1) friends { name } } }',
  '{ dog(in: { a: 1, one: { x: 1, y: null } }) { name } } { pet { __typename } }',
  'query @once(a: 1) @once(a: 2) { dog @often @often @none @once { name @include(if: $x) @skip } }',
  'query ($v: Int @once(a: 1) @often) { dog { ...F @once(a: $v, b: [{ a: $v }]) @often } } fragment F on Dog @once(a: 1) { age }',
  'subscription { barks others } subscription S { ...T } fragment T on Subscription { a: barks b: barks __typename }',
  'mutation ($loud: Boolean!) { bark(loud: $loud) { name } b: bark(loud: "no") { nme } }',
  '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } __type { name } }',
  'query ($a: [[Int!]!]! = [[1, null], "x"], $b: Missing, $c: One = { x: 1, y: "b" }) { dog(ids: $a) { name } pet(x: $b, y: $c) { __typename } }',
  `{ dog { ${Array.from({ length: 40 }, (_, n) => `no${n}`).join(' ')} } }`,
  `{ ${Array.from({ length: 30 }, (_, n) => `...F${n}`).join(' ')} } ${Array.from({ length: 30 }, (_, n) => `fragment F${n} on Query { dog { a${n}: nme(b: $c${n}) } }`).join(' ')}`,
  'query Dollar { dog { name(upper: "$x") } } query Other($x: Boolean) { dog { name(upper: $x) } }',
];

const folder = fileURLToPath(new URL('../../../schema/', import.meta.url));

describe('validation', () => {
  it.each(documents.map((text) => [text]))('tells what graphql-js tells: %s', (text) => {
    for (const noLocation of [false, true])
      for (const options of [
        { maxErrors: 20, hideSuggestions: true },
        { maxErrors: 2, hideSuggestions: false },
      ]) {
        const document = parse(text, { noLocation });
        const told = validateDocument(schema, document, specifiedRules, options);
        expect(told).toEqual(validate(schema, document, specifiedRules, options));
        expect(told.map((error) => error.toJSON())).toEqual(
          validate(schema, document, specifiedRules, options).map((error) => error.toJSON()),
        );
      }
  });

  it('hears of errors from every rule in those documents', () => {
    const options = { maxErrors: 1_000, hideSuggestions: false };
    // Not for execution at all: what is below definitions of types is not looked at.
    const others = ['ExecutableDefinitionsRule'];
    const silent = specifiedRules.filter((rule) =>
      documents.every((text) => !validateDocument(schema, parse(text), [rule], options).length),
    );
    expect(silent.map(({ name }) => name)).toEqual(others);
    expect(validateDocument(schema, parse('type A { b: C }'), specifiedRules, options)).toMatchObject([
      { message: 'The "A" definition is not executable.' },
    ]);
  });

  it('finds nothing in the documents of this graph', () => {
    const graph = buildSchema(readFileSync(`${folder}api.graphql`, 'utf8'));
    const files = readdirSync(`${folder}operations`, { recursive: true, encoding: 'utf8' });
    const ours = files.filter((name) => name.endsWith('.graphql'));
    expect(ours.length).toBeGreaterThan(10);
    for (const name of ours) {
      const document = parse(readFileSync(`${folder}operations/${name}`, 'utf8'));
      const options = { maxErrors: 20, hideSuggestions: false };
      expect([name, validateDocument(graph, document, specifiedRules, options)]).toEqual([name, []]);
    }
  });

  it('gives up following fragments where graphql-js does', () => {
    const names = Array.from({ length: 700 }, (_, n) => `F${n}`);
    const text = `${names.map((name) => `query Q${name} { ...${name} }`).join(' ')} ${names.map((name, n) => `fragment ${name} on Query { dog { name } ${n < 699 ? `...F${n + 1}` : ''} }`).join(' ')}`;
    const document = parse(text);
    const options = { maxErrors: 20, hideSuggestions: true };
    const told = validateDocument(schema, document, specifiedRules, options);
    expect(told.map(({ message }) => message)).toEqual(
      validate(schema, document, specifiedRules, options).map(({ message }) => message),
    );
    expect(told.map(({ message }) => message)).toContain('Validation aborted.');
  });

  it('calls rules as graphql-js calls them: where, with which ancestors, and not below what they skip', () => {
    const document = parse(
      'query Q($a: [Int!] = [1]) @once(a: 1) { skipped { below } dog(in: { b: ["x"] }) { ...F @often ... on Dog { stop { x } name } } } fragment F on Dog { age }',
    );
    const recorder = (calls: string[], stops: boolean): ValidationRule => {
      const place = (node: ASTNode, key: unknown, parent: unknown, path: unknown, ancestors: unknown): string => {
        const kindOf = (one: unknown): string =>
          Array.isArray(one) ? `[${one.length}]` : ((one as ASTNode | undefined)?.kind ?? '-');
        return `${node.kind} ${String(key)} ${kindOf(parent)} ${(path as unknown[]).join('.')} ${(ancestors as unknown[]).map(kindOf).join('/')}`;
      };
      const visitor: ASTVisitor = {
        enter(node, ...where) {
          if (node.kind === 'Name') return undefined;
          calls.push(`> ${place(node, ...where)}`);
          if (node.kind !== 'Field') return undefined;
          if (node.name.value === 'skipped') return false;
          return stops && node.name.value === 'stop' ? BREAK : undefined;
        },
        leave(node, ...where) {
          if (node.kind !== 'Name') calls.push(`< ${place(node, ...where)}`);
        },
      };
      return () => visitor;
    };
    const options = { maxErrors: 20, hideSuggestions: true };
    const ours: string[][] = [[], []];
    const theirs: string[][] = [[], []];
    const rules = (calls: string[][]): ValidationRule[] => [recorder(calls[0]!, false), recorder(calls[1]!, true)];
    validateDocument(schema, document, rules(ours), options);
    validate(schema, document, rules(theirs), options);
    expect(ours).toEqual(theirs);
    expect(ours[0]!.length).toBeGreaterThan(ours[1]!.length);
    expect(ours[0]!.some((call) => call.includes('skipped'))).toBe(false);
  });

  it('does not take the fault of a rule for an answer', () => {
    const faulty: ValidationRule = () => ({
      Field: () => {
        throw new GraphQLError('a fault');
      },
    });
    const options = { maxErrors: 20, hideSuggestions: true };
    expect(() => validateDocument(schema, parse('{ dog { name } }'), [faulty], options)).toThrow('a fault');
  });
});
