import { Writable } from 'node:stream';
import type { FetchNode } from '@apollo/query-planner';
import { expect, it } from '@jest/globals';
import { parse, type OperationDefinitionNode } from 'graphql';
import { pino } from 'pino';
import { anonymousViewer } from '#platform/identity/viewer.js';
import type { PreparedOperation } from '../../src/operations/prepared-operation.js';
import { planWithoutValues } from '../../src/observability/plan-without-values.js';
import { SlowOperations, type SlowOperation } from '../../src/observability/slow-operations.js';

function slowOperation(variables: number, operation: string): SlowOperation {
  const name = 'N'.repeat(10_000);
  const names = Array.from({ length: variables }, (_, n) => `${name}${n}`);
  const declared = ['v', ...names].map((variable) => `$${variable}: Int`);
  const query = `query ${name}(${declared.join(' ')}) { a }`;
  const document = parse(query);
  return {
    label: 'other',
    operation: { document, operation: document.definitions[0] as OperationDefinitionNode, name } as PreparedOperation,
    request: {
      query,
      variables: Object.fromEntries(names.map((variable) => [variable, 1])),
      viewer: anonymousViewer,
      client: 'someone',
      requestId: 'r',
      signal: new AbortController().signal,
    },
    milliseconds: 2_000,
    outcome: 'ok',
    fetches: [],
    plan: {
      kind: 'QueryPlan',
      node: {
        kind: 'Fetch',
        serviceName: 'things',
        operation,
        operationName: undefined,
        operationKind: 'query' as FetchNode['operationKind'],
      },
    },
  };
}

it('a line is of bounded size, and lines of one label are of bounded rate', () => {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
  let now = 0;
  const slow = new SlowOperations(pino({}, sink), () => now);
  const operation = slowOperation(200, `{ ${'field '.repeat(5_000)} }`);
  slow.report(operation);
  for (let n = 0; n < 5; n += 1) slow.report(operation);
  expect(lines).toHaveLength(1);
  expect(lines[0]!.length).toBeLessThan(16_000);
  now += 10_000;
  slow.report(operation);
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[1]!)).toMatchObject({ suppressed: 5 });
});

it('a plan loses every value of the document and keeps its shape', () => {
  const { plan } = slowOperation(
    0,
    'query($v: Int) { a(s: "secret", n: 4711, f: 47.11, l: ["secret"], o: { k: "secret", v: $v }, e: ENUM, b: true) { b @include(if: $v) } }',
  );
  const { node } = planWithoutValues(plan!);
  expect(node).toMatchObject({ kind: 'Fetch', serviceName: 'things' });
  expect((node as { operation: string }).operation.replace(/\s+/g, ' ')).toBe(
    'query ($v: Int) { a(s: "", n: 0, f: 0, l: [], o: {}, e: ENUM, b: true) { b @include(if: $v) } }',
  );
});
