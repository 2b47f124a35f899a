import { expect, it } from '@jest/globals';
import { buildSchema } from '@apollo/federation-internals';
import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import { ClientAliases } from '../../src/execution/planning/client-aliases.js';
import { OperationPlanner } from '../../src/execution/planning/operation-planner.js';
import type { PreparedOperation } from '../../src/operations/prepared-operation.js';

const document = parse('{ a }');
const prepared = (): PreparedOperation =>
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
