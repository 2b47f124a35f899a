import { expect, it } from '@jest/globals';
import { buildSchema } from '@apollo/federation-internals';
import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import type { ExecutionRequest } from '../../src/execution/executor.js';
import { ClientAliases } from '../../src/execution/planning/client-aliases.js';
import { DecidedConditions } from '../../src/execution/planning/decided-conditions.js';
import { OperationPlanner } from '../../src/execution/planning/operation-planner.js';
import type { PreparedOperation } from '../../src/operations/prepared-operation.js';

const prepared = (document = parse('{ a }')): PreparedOperation =>
  ({
    document,
    operation: document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode,
    name: null,
  }) as unknown as PreparedOperation;

it('plans an operation once for all who ask at once or later, and anew after a failure', async () => {
  const asked: string[] = [];
  let fails = true;
  const planner = new OperationPlanner(
    buildSchema('type Query { a: Int }'),
    new ClientAliases('type Query { a: Int }'),
    new DecidedConditions('type Query { a: Int }'),
    {
      plan: async (client, task) => {
        asked.push(`${client}: ${task.document}`);
        await new Promise((resolve) => setImmediate(resolve));
        if (fails) throw new Error('not now');
        return { plan: { kind: 'QueryPlan' } };
      },
    },
  );
  const operation = prepared();
  const failed = await Promise.allSettled([planner.plan(operation, 'x'), planner.plan(operation, 'y')]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  const plans = await Promise.all([planner.plan(operation, 'x'), planner.plan(operation, 'y')]);
  expect(plans[0]).toBe(plans[1]);
  // No wait where a plan is there.
  expect(planner.plan(operation, 'z')).toBe(plans[0]);
  expect(asked).toEqual(['x: {\n  a\n}', 'x: {\n  a\n}']);
  await planner.plan(prepared(), 'z');
  expect(asked).toHaveLength(3);
});

it('plans an operation for each value of a condition on a field that requires others', async () => {
  const sdl = 'type Query { a: Int @join__field(requires: "b"), b: Int }';
  const asked: string[] = [];
  const planner = new OperationPlanner(
    buildSchema('type Query { a: Int b: Int }'),
    new ClientAliases(sdl),
    new DecidedConditions(sdl),
    {
      plan: async (_, task) => {
        asked.push(task.document.replace(/\s+/g, ' '));
        return { plan: { kind: 'QueryPlan' } };
      },
    },
  );
  const request = (text: string, variables: Record<string, unknown>): ExecutionRequest =>
    ({ operation: prepared(parse(text)), variables }) as unknown as ExecutionRequest;
  const asIs = request('query ($x: Boolean!) { b @skip(if: $x) }', { x: true });
  expect(planner.isUndecided(asIs.operation)).toBe(false);
  expect(planner.decided(asIs)).toBe(asIs);
  const first = request('query ($x: Boolean!) { a @skip(if: $x) b }', { x: true });
  expect(planner.isUndecided(first.operation)).toBe(true);
  const other = { ...first, variables: { x: false } };
  expect(planner.kept(first.operation, first.variables)).toBeUndefined();
  const decided = planner.decided(first).operation;
  const { plan } = await planner.plan(decided, 'y');
  expect(planner.decided(first).operation).toBe(decided);
  expect(planner.decided({ ...first, operation: decided }).operation).toBe(decided);
  await planner.plan(planner.decided(first).operation, 'y');
  expect(planner.kept(first.operation, first.variables)).toBe(plan);
  expect(planner.kept(other.operation, other.variables)).toBeUndefined();
  await planner.plan(planner.decided(other).operation, 'y');
  expect(asked).toEqual(['query ($x: Boolean!) { b }', 'query ($x: Boolean!) { a b }']);
});
