import type { ConditionNode, FetchNode, PlanNode } from '@apollo/query-planner';
import { sharedPaths } from './entity-sharing.js';
import { isMergeable } from '../compile/merged-request.js';
import { conflict, effectPath, effectsOf, overwrites, writesBeneath, type Effects } from './step-effects.js';

/** A condition on a variable that must hold for a fetch to run. */
export interface Guard {
  condition: ConditionNode;
  expected: boolean;
}

/** A fetch and where in its plan it stands. */
export interface PlacedFetch {
  node: FetchNode;
  /** Where in the data its entities stand, `@` for the elements of a list; empty for the root. */
  path: readonly string[];
  /** Conditions on variables that must all hold for it to run. */
  guards: readonly Guard[];
  /** Fetches that stand before it in a sequence. */
  before: ReadonlySet<PlacedFetch>;
}

/** What one fetch of a plan has to do with the others. */
export interface FetchOrder {
  number: number;
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
  /** Whether equal entities may share the objects of one answer: nothing else writes beneath them. */
  shares: boolean;
  /** Its path, where equal entities may be one object; undefined where they may not. */
  sharedPath: string | undefined;
}

/**
 * Lists the fetches of a plan.
 * @returns undefined for a plan with parts that are not understood here
 */
export function placedFetches(plan: PlanNode): PlacedFetch[] | undefined {
  const placed: PlacedFetch[] = [];
  return place(plan, [], [], new Set(), placed) ? placed : undefined;
}

/**
 * Finds what each fetch needs. A fetch of a query waits for those before it in the plan whose fields it reads or
 * overwrites, and for no others; a mutation keeps the plan's order. Takes time with the square of the fetches, 50 ms for
 * 250 of them, and is plain data: another process can do it.
 */
export function orderFetches(placed: readonly PlacedFetch[]): FetchOrder[] {
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
  const steady = steadyFetches(effects, after);
  const companions = companionsOf(placed, after, before, (index) => mergeable[index]! && steady[index]!, mergeable);
  const shared = sharedPaths(
    placed.map(({ node, path }, index) => ({ node, path, effects: effects[index]!, after: after[index]! })),
  );
  return placed.map(({ node, path }, index) => ({
    number: index,
    after: after[index]!,
    before: before[index]!,
    companions: companions[index]!,
    family: families.indexOf(families[index]!),
    mergeable: mergeable[index]!,
    shares: effects.every(
      (other, number) => number === index || after[index]!.includes(number) || !writesBeneath(other, effects[index]!),
    ),
    sharedPath: node.requires && shared.has(effectPath(path)) ? effectPath(path) : undefined,
  }));
}

/**
 * Finds, for each fetch, those to the same subgraph that it may wait for: they have at least as many steps to follow,
 * so that the answer is not ready before them, and they do not follow on it. A fetch that waits thus never waits for
 * itself: on any way from wait to wait the number of steps to follow only grows.
 * @param mayWait whether a fetch is the same later on
 */
function companionsOf(
  placed: readonly PlacedFetch[],
  after: readonly (readonly number[])[],
  before: readonly (readonly number[])[],
  mayWait: (number: number) => boolean,
  mergeable: readonly boolean[],
): number[][] {
  const heights: number[] = [];
  // A step's followers stand behind it.
  for (let index = placed.length - 1; index >= 0; index -= 1)
    heights[index] = 1 + Math.max(0, ...before[index]!.map((later) => heights[later]!));
  return placed.map(({ node }, index) =>
    placed.flatMap((other, number) =>
      number !== index &&
      mayWait(index) &&
      mergeable[number] &&
      other.node.serviceName === node.serviceName &&
      after[number]!.length > 0 &&
      heights[number]! >= heights[index]!
        ? [number]
        : [],
    ),
  );
}

/**
 * Tells which fetches read what no other fetch may write meanwhile. The planner puts fetches side by side even where one
 * gives another field the name of a key, as `id: reviews` does: the others must then read before its answer is there.
 */
function steadyFetches(effects: readonly Effects[], after: readonly (readonly number[])[]): boolean[] {
  const ended: Set<number>[] = [];
  for (const [index, direct] of after.entries())
    ended[index] = new Set([...direct, ...direct.flatMap((number) => [...ended[number]!])]);
  return effects.map((reader, index) =>
    effects.every(
      (writer, number) =>
        number === index || ended[index]!.has(number) || ended[number]!.has(index) || !overwrites(writer, reader),
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
  guards: readonly Guard[],
  before: ReadonlySet<PlacedFetch>,
  placed: PlacedFetch[],
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
