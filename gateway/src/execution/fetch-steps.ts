import type { ConditionNode, FetchNode, PlanNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { fetchShape, type FetchShape } from './failure-paths.js';
import { isMergeable } from './merged-request.js';
import { representationMaker, type RepresentationMaker } from './representation.js';
import { conflict, effectsOf, writesBeneath } from './step-effects.js';

/** One fetch of a plan, ready to run. */
export interface FetchStep {
  number: number;
  node: FetchNode;
  /** Where in the data its entities stand, `@` for the elements of a list; empty for the root. */
  path: readonly string[];
  /** Conditions on variables that must all hold for it to run. */
  guards: readonly { condition: ConditionNode; expected: boolean }[];
  /** Steps that must have ended before, by number. */
  after: readonly number[];
  /** Steps that have this one in their `after`. */
  before: readonly number[];
  /** Steps that it may wait for, to go in one request with them, because the answer as a whole waits for them anyway. */
  companions: readonly number[];
  /** Steps of one family ask one subgraph for the same fields by the same keys; number of the first. */
  family: number;
  /** Whether its request may become part of another. */
  mergeable: boolean;
  shape: FetchShape;
  /** What its request's body begins with, up to the variables. */
  bodyHead: string;
  /** Makes representations; undefined for a fetch of root fields. */
  represent: RepresentationMaker | undefined;
  /** Whether equal entities may share the objects of one answer: nothing else writes beneath them. */
  shares: boolean;
}

interface Placed {
  node: FetchNode;
  path: string[];
  guards: { condition: ConditionNode; expected: boolean }[];
  /** Fetches that stand before it in a sequence. */
  before: Set<Placed>;
}

/**
 * Lists the fetches of a plan with what each needs. A fetch of a query waits for those before it in the plan whose
 * fields it reads or overwrites, and for no others; a mutation keeps the plan's order.
 * @returns undefined for a plan with parts that are not understood here
 */
export function fetchSteps(plan: PlanNode, schema: GraphQLSchema): FetchStep[] | undefined {
  const placed: Placed[] = [];
  if (!place(plan, [], [], new Set(), placed)) return undefined;
  const effects = placed.map(({ node, path }) => effectsOf(node, path));
  const ordered = placed.some(({ node }) => node.operationKind === 'mutation');
  const after = placed.map((fetch, index) =>
    placed.flatMap((other, earlier) =>
      fetch.before.has(other) && (ordered || conflict(effects[earlier]!, effects[index]!)) ? [earlier] : [],
    ),
  );
  const before = placed.map((_, index) =>
    placed.flatMap((__, later) => (after[later]!.includes(index) ? [later] : [])),
  );
  const families = placed.map(({ node }) => familyKey(node));
  const mergeable = placed.map(({ node }) => isMergeable(node));
  const companions = companionsOf(placed, after, before, mergeable);
  return placed.map(({ node, path, guards }, index) => ({
    number: index,
    node,
    path,
    guards,
    after: after[index]!,
    before: before[index]!,
    companions: companions[index]!,
    family: families.indexOf(families[index]!),
    mergeable: mergeable[index]!,
    shape: fetchShape(node.operation, schema),
    bodyHead: `{"query":${JSON.stringify(node.operation)},${
      node.operationName ? `"operationName":${JSON.stringify(node.operationName)},` : ''
    }"variables":{`,
    represent: node.requires && representationMaker(node, schema),
    shares: effects.every(
      (other, number) => number === index || after[index]!.includes(number) || !writesBeneath(other, effects[index]!),
    ),
  }));
}

/**
 * Finds, for each fetch, those to the same subgraph that it may wait for: they have at least as many steps to follow,
 * so that the answer is not ready before them, and they do not follow on it. A fetch that waits thus never waits for
 * itself: on any way from wait to wait the number of steps to follow only grows.
 */
function companionsOf(
  placed: readonly Placed[],
  after: readonly (readonly number[])[],
  before: readonly (readonly number[])[],
  mergeable: readonly boolean[],
): number[][] {
  const heights: number[] = [];
  // A step's followers stand behind it.
  for (let index = placed.length - 1; index >= 0; index -= 1)
    heights[index] = 1 + Math.max(0, ...before[index]!.map((later) => heights[later]!));
  return placed.map(({ node }, index) =>
    placed.flatMap((other, number) =>
      number !== index &&
      mergeable[index] &&
      mergeable[number] &&
      other.node.serviceName === node.serviceName &&
      after[number]!.length > 0 &&
      heights[number]! >= heights[index]!
        ? [number]
        : [],
    ),
  );
}

/** What fetches have in common that can share one list of representations. */
function familyKey(node: FetchNode): string {
  const { serviceName, operation, operationName, requires, inputRewrites, outputRewrites } = node;
  // The name carries the fetch's number, and stands once, at the beginning.
  const text = operationName ? operation.replace(operationName, '') : operation;
  return JSON.stringify([serviceName, text, requires, inputRewrites, outputRewrites]);
}

function place(
  node: PlanNode,
  path: string[],
  guards: Placed['guards'],
  before: ReadonlySet<Placed>,
  placed: Placed[],
): boolean {
  switch (node.kind) {
    case 'Sequence': {
      const passed = new Set(before);
      return node.nodes.every((child) => {
        const from = placed.length;
        if (!place(child, path, guards, passed, placed)) return false;
        for (const fetch of placed.slice(from)) passed.add(fetch);
        return true;
      });
    }
    case 'Parallel':
      return node.nodes.every((child) => place(child, path, guards, before, placed));
    case 'Flatten':
      if (node.path.some((step) => typeof step !== 'string')) return false;
      return place(node.node, [...path, ...(node.path as string[])], guards, before, placed);
    case 'Condition':
      return [true, false].every((expected) => {
        const branch = expected ? node.ifClause : node.elseClause;
        return !branch || place(branch, path, [...guards, { condition: node, expected }], before, placed);
      });
    case 'Fetch':
      // With such a variable stock refuses the fetch; with `contextRewrites` values travel from elsewhere.
      if (node.contextRewrites?.length || node.variableUsages?.includes('representations')) return false;
      placed.push({ node, path, guards, before: new Set(before) });
      return true;
    default:
      return false;
  }
}
