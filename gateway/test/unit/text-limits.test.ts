import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Kind, Lexer, parse, Source, TokenKind, visit, type ASTNode } from 'graphql';
import { defaultDocumentLimits } from '../../src/limits/document-limits.js';
import { checkTextLimits, type TextLimits } from '../../src/limits/text-limits.js';

const limited = ['tokens', 'selections', 'aliases', 'directives', 'definitions', 'values'] as const;
type Counts = Record<(typeof limited)[number], number>;
const unbounded: TextLimits = {
  tokens: Infinity,
  depth: Infinity,
  selections: Infinity,
  aliases: Infinity,
  directives: Infinity,
  definitions: Infinity,
  values: Infinity,
};
const selectionKinds: readonly Kind[] = [Kind.FIELD, Kind.FRAGMENT_SPREAD, Kind.INLINE_FRAGMENT];
const valueKinds: readonly Kind[] = [
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.LIST_TYPE,
];

/** What graphql-js finds. */
function counts(text: string): Counts {
  const found = { tokens: 0, selections: 0, aliases: 0, directives: 0, definitions: 0, values: 0 };
  const lexer = new Lexer(new Source(text));
  while (lexer.advance().kind !== TokenKind.EOF) found.tokens += 1;
  const document = parse(text);
  found.definitions = document.definitions.length;
  visit(document, {
    enter(node: ASTNode, key, parent) {
      if (key === 'description') return false;
      if (selectionKinds.includes(node.kind)) found.selections += 1;
      if (node.kind === Kind.FIELD && node.alias) found.aliases += 1;
      if (node.kind === Kind.DIRECTIVE) found.directives += 1;
      const defined = parent && 'kind' in parent && parent.kind === Kind.VARIABLE_DEFINITION;
      // The type of a variable counts, the variable itself where it is used.
      if (valueKinds.includes(node.kind) || node.kind === Kind.VARIABLE_DEFINITION) found.values += 1;
      if (node.kind === Kind.VARIABLE && !defined) found.values += 1;
      return undefined;
    },
  });
  return found;
}

const refusal = (text: string, limits: Partial<TextLimits>): string | undefined => {
  try {
    checkTextLimits(text, { ...unbounded, ...limits });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

const folder = fileURLToPath(new URL('../../../schema/operations/', import.meta.url));
const ours = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.graphql'))
  .map((name): [string, string] => [name, readFileSync(`${folder}${name}`, 'utf8')]);

const everything = `\uFEFF# { a: b @c(d: [1 2])
"an operation" query on("a variable" $a: [Int!]! = [1, -2.5e-3] @b(c: {d: 1}), """another""" $e: In = {f: {g: "}" h: []}, i: ENUM}) @j {
  fragment: query(fragment: """ } { "" \\""" @k(l: 1) """, on: "\\" } @m", n: null, o: true,) @p(q: [$a,[$e]]) {
    ...@r{...query}
    ...on On @s { on: on, mutation }
    ...fragmentOn @t # ... @u { v: w }
  }
}
"""a fragment""" fragment fragmentOn on query @x { a ...@y{ z } ... { z } }
mutation { a } fragment query on Query { b } subscription S { b(c: {}) } { query }`;

describe('the text of a document', () => {
  it.each([
    ...ours,
    ['everything that the language has', everything],
    ['a string that comes at once', '{a(b:"c"d:"""e"""f:"")}'],
    ['a comment that ends it', '{ a } # } b'],
  ])('has as much of everything as graphql-js finds, and not one more is refused: %s', (_name, text) => {
    const found = counts(text);
    expect(refusal(text, found)).toBeUndefined();
    for (const what of limited)
      if (found[what] > 0)
        expect([what, refusal(text, { ...found, [what]: found[what] - 1 })]).toEqual([
          what,
          expect.stringContaining(`${found[what] - 1} `),
        ]);
  });

  it('finds something of everything in what is compared', () => {
    expect(counts(everything)).toMatchObject({ aliases: 2, directives: 8, definitions: 6 });
    expect(Math.min(...Object.values(counts(everything)))).toBeGreaterThan(0);
  });

  it.each([
    ['selections', '{ a { ... { b } } }', 3],
    ['lists', '{ a(b: [[[1]]] c: [[1]]) { d } }', 3],
    ['objects', '{ a(b: {c: {d: {e: 1}}}) }', 3],
    ['types', 'query ($a: [[[Int]]]) { b { c { d } } }', 3],
  ])('is nested as deep as its %s', (_what, text, depth) => {
    expect(refusal(text, { depth })).toBeUndefined();
    expect(refusal(text, { depth: depth - 1 })).toBe(`The operation is nested more than ${depth - 1} levels deep.`);
  });

  it.each([
    ['nothing', ''],
    ['a string without an end', `{ a(b: "${'c '.repeat(20_000)}`],
    ['a block string without an end', `{ a(b: """${'c '.repeat(20_000)}`],
    ['closed again and again', '}})]} { a }'],
    ['no GraphQL', '{ ? € \u0000 & | = ! }'],
  ])('may be %s, which parsing has to say', (_what, text) => {
    expect(refusal(text, defaultDocumentLimits)).toBeUndefined();
  });

  it('is refused without being read to its end', () => {
    // Whatever comes first is told, though there is too much of the other further on.
    const [selections, directives] = ['a '.repeat(1_001), '@a '.repeat(300)];
    expect(refusal(`{ ${selections} ${directives}`, defaultDocumentLimits)).toMatch(/more than 1000 fields/);
    expect(refusal(`{ ${directives} ${selections}`, defaultDocumentLimits)).toMatch(/more than 200 directives/);
  });
});
