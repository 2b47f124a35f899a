import { composeServices } from '@apollo/composition';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { readRights } from '../../src/authorization/rights.js';
import { defaultLimits } from '../../src/gateway-limits.js';
import { readCostRules } from '../../src/limits/cost-rules.js';
import { OperationPreparer, pickOperation, type BoundOperation } from '../../src/operations/prepared-operation.js';
import { loadSupergraph } from '../../src/supergraph/supergraph.js';
import { startForeignSubgraph } from '../graphs/foreign-subgraph.js';
import { serveGraph } from '../served-graph.js';

/** Literals in documents: they become variables, so that a document is planned once whatever they are. */

const sdl = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
scalar Json
enum Colour { RED GREEN }
input Filter { text: String limits: [Int!] nested: Filter any: Json }
type Query {
  echo(int: Int, float: Float, text: String, id: ID, json: Json, colour: Colour, ids: [ID!], filter: Filter, must: String! = "d"): String!
  other(int: Int): String!
}`;

const { graph, gateway } = serveGraph(async () => {
  const echo = (_: unknown, given: unknown): string => JSON.stringify(given);
  const subgraph = await startForeignSubgraph(sdl, { Query: { echo, other: echo } });
  const composed = composeServices([{ name: 'echo', url: subgraph.url, typeDefs: parse(sdl) }]);
  return { supergraphSdl: composed.supergraphSdl!, received: subgraph.queries, stop: () => subgraph.stop() };
});

/** Arguments in a document, and what the subgraph must read. */
const readings: [string, object][] = [
  ['int: 5', { int: 5 }],
  ['int: -2147483648', { int: -2147483648 }],
  ['float: 5', { float: 5 }],
  ['float: -1.5e3', { float: -1500 }],
  ['id: 5', { id: '5' }],
  ['id: "5"', { id: '5' }],
  ['text: "5"', { text: '5' }],
  ['text: "a \\"quoted\\" \\u00e9 \\u{1F600} # none"', { text: 'a "quoted" é 😀 # none' }],
  ['text: ""', { text: '' }],
  ['text: """\n    first\n      second \\""" "quoted"\n  """', { text: 'first\n  second """ "quoted"' }],
  ['json: "text"', { json: 'text' }],
  ['json: {a: 1, b: [1.5, "x", true, null]}', { json: { a: 1, b: [1.5, 'x', true, null] } }],
  ['colour: RED', { colour: 'RED' }],
  ['ids: ["a", 1, "a"]', { ids: ['a', '1', 'a'] }],
  ['ids: "a"', { ids: ['a'] }],
  ['ids: 7', { ids: ['7'] }],
  [
    'filter: {text: "t", limits: [1, 2], nested: {limits: 3}}',
    { filter: { text: 't', limits: [1, 2], nested: { limits: [3] } } },
  ],
  ['filter: {any: {deep: [1, "2"]}, text: null}', { filter: { any: { deep: [1, '2'] }, text: null } }],
  ['int: null, text: "x"', { int: null, text: 'x' }],
  ['must: "given"', { must: 'given' }],
];

describe('what a subgraph reads', () => {
  it.each(readings)('%s', async (given, expected) => {
    const { data, errors } = await gateway.run(`{ echo(${given}) }`);
    expect(errors).toBeUndefined();
    expect(JSON.parse(data.echo)).toEqual({ must: 'd', ...expected });
  });

  it('beside variables of the client, which cannot take the place of literals', async () => {
    const { data } = await gateway.run('query Q($int: Int) { echo(int: $int, text: "mine", id: 2) }', {
      variables: { int: 1, _literal0: 'theirs', _literal1: 'theirs' },
    });
    expect(JSON.parse(data.echo)).toEqual({ int: 1, text: 'mine', id: '2', must: 'd' });
  });

  it('in fragments, under aliases and twice alike', async () => {
    const { data } = await gateway.run(
      '{ a: echo(int: 1) b: echo(int: 2) ...F other(int: 1) } fragment F on Query { a: echo(int: 1) c: echo(float: 1) }',
    );
    expect(Object.entries(data).map(([name, value]) => [name, JSON.parse(value as string)])).toEqual([
      ['a', { int: 1, must: 'd' }],
      ['b', { int: 2, must: 'd' }],
      ['c', { float: 1, must: 'd' }],
      ['other', { int: 1 }],
    ]);
  });

  it('of introspection', async () => {
    for (const [name, kind] of [
      ['Query', 'OBJECT'],
      ['Colour', 'ENUM'],
    ])
      expect((await gateway.run(`{ __type(name: "${name}") { kind } }`)).data).toEqual({ __type: { kind } });
  });

  it('of each text its own, with values sent beside the query', async () => {
    for (let number = 1; number <= 20; number += 1) {
      const { data } = await gateway.run(`{ echo(int: ${number}, text: "t${number}") }`);
      expect(JSON.parse(data.echo)).toMatchObject({ int: number, text: `t${number}` });
    }
    const [one, another] = graph.received.slice(-2);
    expect(one).toBe(another);
  });
});

describe('what does not fit', () => {
  const wrong: [string, string][] = [
    ['{ echo(int: 2147483648) }', 'cannot represent non 32-bit signed integer'],
    ['{ echo(int: 1.5) }', 'cannot represent non-integer'],
    ['{ echo(int: "1") }', 'cannot represent non-integer'],
    ['{ echo(text: 1) }', 'cannot represent a non string'],
    ['{ echo(colour: "RED") }', 'cannot represent non-enum'],
    ['{ a: echo(int: 1) a: echo(int: 2) }', 'conflict'],
    ['{ echo(int: 007) }', 'Invalid number'],
    ['{ echo(text: "a\nb") }', 'Unterminated string'],
    ['{ echo(text: "\\q") }', 'Invalid character escape'],
  ];

  it.each(wrong)('%s', async (document, reason) => {
    // Also where the same document with other literals is known.
    await gateway.run('{ echo(int: 1) }');
    await gateway.run('{ echo(text: "a") }');
    await gateway.run('{ a: echo(int: 1) a: echo(int: 1) }');
    const { data, errors } = await gateway.run(document);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain(reason);
  });
});

describe('what is prepared once', () => {
  let preparer: OperationPreparer;
  const bound = (text: string): BoundOperation => pickOperation(preparer.prepare(text), undefined);

  beforeAll(() => {
    const { apiSchema: schema, supergraph } = loadSupergraph(graph.supergraphSdl);
    const costRules = readCostRules(supergraph);
    const rights = readRights(supergraph);
    preparer = new OperationPreparer({ schema, rights, costRules, limits: defaultLimits, introspection: true });
  });

  const alike: [string, string][] = [
    ['{ echo(int: 1) }', '{ echo(int: 22) }'],
    ['{ echo(text: "a") }', '{ echo(text: "b # c") }'],
    ['{ echo(int: 1) } # one', '{ echo(int: 1) } # two'],
    ['{ echo(filter: {limits: [1, 2]}) }', '{ echo(filter: {limits: [3, 4]}) }'],
    ['query($a: Int = 1) { echo(int: $a, id: 1) }', 'query($a: Int = 1) { echo(int: $a, id: 2) }'],
  ];
  it.each(alike)('%s and %s', (one, another) => {
    expect(bound(one).prepared).toBe(bound(another).prepared);
    expect(bound(one).literals === undefined || bound(one).literals !== bound(another).literals).toBe(true);
  });

  const unlike: [string, string][] = [
    ['{ echo(int: 1) }', '{ other(int: 1) }'],
    ['{ echo(json: 1) }', '{ echo(json: 2) }'],
    ['{ a: echo(int: 1) b: other(int: 1) }', '{ a: echo(int: 1) b: other(int: 2) }'],
    ['query($a: Int = 1) { echo(int: $a) }', 'query($a: Int = 2) { echo(int: $a) }'],
    ['{ echo @include(if: true) }', '{ echo @include(if: false) }'],
  ];
  it.each(unlike)('but not %s and %s', (one, another) => {
    expect(bound(one).prepared).not.toBe(bound(another).prepared);
  });

  it('but not documents of more than 200 literals', () => {
    const text = (count: number, last: number): string =>
      `{ echo(filter: {limits: [${Array.from({ length: count - 1 }, () => 1).join(' ')} ${last}]}) }`;
    expect(bound(text(200, 2)).prepared).toBe(bound(text(200, 3)).prepared);
    expect(bound(text(201, 2)).prepared).not.toBe(bound(text(201, 3)).prepared);
    expect(bound(text(201, 2)).literals).toBeUndefined();
  });

  it('keeps documents that are asked for in a flood of others', () => {
    const kept = bound('{ echo(int: 1, text: "kept") }').prepared;
    for (let number = 0; number < 20_000; number += 1) {
      if (number % 1000 === 0) expect(bound(`{ echo(int: ${number}, text: "kept") }`).prepared).toBe(kept);
      bound(`{ echo(int: ${number}, text: "${'x'.repeat(200)}") }`);
    }
    expect(bound('{ echo(int: 1, text: "kept") }').prepared).toBe(kept);
  });
});
