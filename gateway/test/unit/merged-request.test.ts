import { describe, expect, it } from '@jest/globals';
import type { FetchNode } from '@apollo/query-planner';
import { buildSchema, parse, print } from 'graphql';
import { isMergeable, mergeRequests } from '../../src/execution/compile/merged-request.js';

/** What several fetches become: one document that asks for the same, under names that do not meet. */

const fetch = (operation: string, more: Partial<FetchNode> = {}): FetchNode =>
  ({ kind: 'Fetch', serviceName: 's', operation, operationKind: 'query', requires: [], ...more }) as FetchNode;

const schema = buildSchema('type Query { a: Int } type A { a: Int g: Int other: Int } type B { b: Int }');
const head = 'query Op($representations: [_Any!]!';
const entities = '_entities(representations: $representations)';

/** The merged document, as `print` writes it. */
function documentOf(nodes: FetchNode[]): string {
  const { bodyHead } = mergeRequests(nodes, schema);
  return print(parse((JSON.parse(`${bodyHead}}}`) as { query: string }).query));
}

describe('merged requests', () => {
  it('keep client variables and rename those for representations', () => {
    const merged = [
      fetch(`${head}, $first: Int = 3, $r: Int) { ${entities} { ... on A { a(first: $first, r: $r) } } }`, {
        variableUsages: ['first', 'r'],
      }),
      fetch(`${head}, $first: Int = 3) { ${entities} { ... on B { b(first: $first) @skip(if: false) } } }`, {
        variableUsages: ['first'],
      }),
    ];
    expect(mergeRequests(merged, schema)).toMatchObject({
      aliases: ['_0', '_1'],
      representations: ['_r0', '_r1'],
      variableUsages: ['first', 'r'],
      shape: { rootFields: ['_0', '_1'], entityFields: undefined },
    });
    expect(documentOf(merged)).toBe(
      print(
        parse(`query ($_r0: [_Any!]!, $first: Int = 3, $r: Int, $_r1: [_Any!]!) {
          _0: _entities(representations: $_r0) { ... on A { a(first: $first, r: $r) } }
          _1: _entities(representations: $_r1) { ... on B { b(first: $first) @skip(if: false) } }
        }`),
      ),
    );
  });

  it('share equal fragments, and rename all of a part where one differs', () => {
    const using = (fragments: string): FetchNode => fetch(`${head}) { ${entities} { ...F } } ${fragments}`);
    const same = 'fragment F on A { a ...G } fragment G on A { g }';
    const text = documentOf([using(same), using(same), using('fragment F on A { a ...G } fragment G on A { other }')]);
    expect(text.match(/fragment \w+/g)).toEqual(['fragment F', 'fragment G', 'fragment F_2', 'fragment G_2']);
    expect(text).toContain('...G_2');
    expect(text.match(/\.\.\.F\b/g)).toHaveLength(2);
  });

  it('leave literals as they are', () => {
    const literal = (value: string): FetchNode => fetch(`${head}) { ${entities} { ... on A { a(s: ${value}) } } }`);
    const { bodyHead } = mergeRequests(
      [literal('"two  spaces, $representations # and {"'), literal('"""\n  block\n    """')],
      schema,
    );
    const { query } = JSON.parse(`${bodyHead}}}`) as { query: string };
    expect(query).toContain('"two  spaces, $representations # and {"');
    expect(query).toContain('"""block"""');
  });

  it('are not made of what is no plain list of entities', () => {
    expect(isMergeable(fetch(`${head}) { ${entities} { ... on A { a } } }`))).toBe(true);
    expect(isMergeable(fetch(`${head}) { x: ${entities} { ... on A { a } } }`))).toBe(false);
    expect(isMergeable(fetch(`${head}) { ${entities} { ... on A { a } } more }`))).toBe(false);
    expect(isMergeable(fetch(`${head}) @mark { ${entities} { ... on A { a } } }`))).toBe(false);
    expect(isMergeable(fetch('mutation { m }', { operationKind: 'mutation' as never }))).toBe(false);
  });
});
