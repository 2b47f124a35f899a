import type { ConditionNode, FetchNode, PlanNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { fetchShape, type FetchShape } from './failure-paths.js';
import { representationMaker, type RepresentationMaker } from './representation.js';

/** One fetch of a plan, ready to run. */
export interface FetchStep {
  node: FetchNode;
  /** Where in the data its entities stand, `@` for the elements of a list; empty for the root. */
  path: readonly string[];
  /** Conditions on variables that must all hold for it to run. */
  guards: readonly { condition: ConditionNode; expected: boolean }[];
  /** Steps that must have ended before, by number. */
  after: readonly number[];
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

interface Effects {
  reads: Set<string>;
  writes: Set<string>;
  composites: Set<string>;
  /** It renames what it writes: any other fetch may depend on it. */
  opaque: boolean;
}

/**
 * Lists the fetches of a plan with what each needs. A fetch of a query waits for those before it in the plan whose
 * fields it reads or overwrites, and for no others; a mutation keeps the plan's order.
 * @returns undefined for a plan with parts that are not understood here
 */
export function fetchSteps(plan: PlanNode, schema: GraphQLSchema): FetchStep[] | undefined {
  const placed: Placed[] = [];
  if (!place(plan, [], [], new Set(), placed)) return undefined;
  const effects = placed.map(effectsOf);
  const ordered = placed.some(({ node }) => node.operationKind === 'mutation');
  const afterOf = placed.map((fetch, index) =>
    placed.flatMap((other, earlier) =>
      fetch.before.has(other) && (ordered || conflict(effects[earlier]!, effects[index]!)) ? [earlier] : [],
    ),
  );
  return placed.map(({ node, path, guards }, index) => ({
    node,
    path,
    guards,
    after: afterOf[index]!,
    shape: fetchShape(node.operation, schema),
    bodyHead: `{"query":${JSON.stringify(node.operation)},${
      node.operationName ? `"operationName":${JSON.stringify(node.operationName)},` : ''
    }"variables":{`,
    represent: node.requires && representationMaker(node, schema),
    shares: effects.every(
      (other, number) => number === index || afterOf[index]!.includes(number) || !writesBeneath(other, effects[index]!),
    ),
  }));
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

const separator = ' ';

/** Fields that a fetch reads and writes, as response paths without the steps for list elements. */
function effectsOf({ node, path }: Placed): Effects {
  const base = path.filter((step) => step !== '@');
  const effects: Effects = {
    reads: new Set(),
    writes: new Set(),
    composites: new Set(),
    opaque: Boolean(node.outputRewrites?.length),
  };
  base.forEach((_, index) => effects.reads.add(base.slice(0, index + 1).join(separator)));
  const read = (selections: FetchNode['requires'], prefix: string): void => {
    effects.reads.add(`${prefix}__typename`);
    for (const selection of selections ?? []) {
      if (selection.kind === 'InlineFragment') read(selection.selections, prefix);
      else {
        const name = `${prefix}${selection.alias ?? selection.name}`;
        effects.reads.add(name);
        if (selection.selections) read(selection.selections, name + separator);
      }
    }
  };
  const prefix = base.length ? base.join(separator) + separator : '';
  if (node.requires) read(node.requires, prefix);
  const document = node.operationDocumentNode ?? parse(node.operation, { noLocation: true });
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet);
  const write = (selectionSet: SelectionSetNode | undefined, before: string, top: boolean): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.INLINE_FRAGMENT) write(selection.selectionSet, before, top);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) write(fragments.get(selection.name.value), before, top);
      else if (top && node.requires) write(selection.selectionSet, before, false);
      else {
        const name = before + (selection.alias ?? selection.name).value;
        effects.writes.add(name);
        if (selection.selectionSet) effects.composites.add(name);
        write(selection.selectionSet, name + separator, false);
      }
    }
  };
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) write(definition.selectionSet, prefix, true);
  return effects;
}

/** Whether a later fetch has to wait for an earlier one. */
function conflict(earlier: Effects, later: Effects): boolean {
  if (earlier.opaque || later.opaque) return true;
  for (const written of earlier.writes) {
    if (later.reads.has(written)) return true;
    if (later.writes.has(written) && !written.endsWith('__typename')) return true;
  }
  for (const written of later.writes) if (earlier.reads.has(written) && !written.endsWith('__typename')) return true;
  return false;
}

/** Whether a fetch writes into objects that another one's answer brings. */
function writesBeneath(writer: Effects, owner: Effects): boolean {
  if (writer.opaque || owner.opaque) return true;
  for (const written of writer.writes) {
    for (let end = written.indexOf(separator); end >= 0; end = written.indexOf(separator, end + 1))
      if (owner.composites.has(written.slice(0, end))) return true;
  }
  return false;
}
