import type { FetchNode, PlanNode, QueryPlanSelectionNode, SubscriptionNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  visit,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fetchPart, fieldsOfEntities, inlined, withDocument } from './fetch-parts.js';
import type { RequiredPlace, Requirements } from './required-arguments.js';
import { UnplannableOperation } from './unplannable-operation.js';

/** What clients read first of an operation that is refused. */
const cannot = 'No requests to services answer this right:';

/**
 * Writes the planner's own fields as what they stand for: subgraphs are asked for the graph's field, with its arguments,
 * under the planner's name; representations read that name and write the graph's. Fields that need one field with
 * different arguments are asked for apart.
 * @throws UnplannableOperation where a subgraph wants one field with two sets of arguments for one field of its own, which
 * no representation can say; and where it would work out a required field without what that requires itself
 */
export function withRequirements<Node extends PlanNode | SubscriptionNode>(node: Node, known: Requirements): Node;
export function withRequirements(node: PlanNode | SubscriptionNode, known: Requirements): PlanNode | SubscriptionNode {
  if (node.kind === 'Subscription') {
    const { primary, rest } = node;
    return { ...node, primary: written(primary, known), ...(rest && { rest: together(rest, known) }) };
  }
  return together(node, known);
}

function together(node: PlanNode, known: Requirements): PlanNode {
  const parts = partsOf(node, known);
  return parts.length === 1 ? parts[0]! : { kind: 'Parallel', nodes: parts };
}

function partsOf(node: PlanNode, known: Requirements): PlanNode[] {
  switch (node.kind) {
    case 'Fetch':
      return apart(node, known).map((part) => written(part, known));
    case 'Flatten':
      return partsOf(node.node, known).map((part) => ({ ...node, node: part }));
    case 'Parallel':
      return [{ ...node, nodes: node.nodes.flatMap((child) => partsOf(child, known)) }];
    case 'Sequence':
      return [{ ...node, nodes: node.nodes.map((child) => together(child, known)) }];
    case 'Condition': {
      const { ifClause, elseClause } = node;
      return [
        {
          ...node,
          ...(ifClause && { ifClause: together(ifClause, known) }),
          ...(elseClause && { elseClause: together(elseClause, known) }),
        },
      ];
    }
    default:
      // `@defer` is not offered, so that no plan has its nodes.
      throw new Error(`A plan has a node of a kind that is not known: ${node.kind}.`);
  }
}

/** A fetch with the graph's names in place of the planner's. */
function written(node: FetchNode, known: Requirements): FetchNode {
  const { fields, serving } = known;
  checkChains(node, known);
  const document = visit(parse(node.operation, { noLocation: true }), {
    Field: (field) => {
      const required = fields.get(field.name.value);
      if (!required) return undefined;
      return {
        ...field,
        alias: field.alias ?? field.name,
        name: { kind: Kind.NAME, value: required.name },
        arguments: required.arguments,
      };
    },
  });
  const read = (selections: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode[] =>
    selections.map((selection) => {
      if (selection.kind === 'InlineFragment') return { ...selection, selections: read(selection.selections) };
      const { name } = selection;
      const required = fields.get(name);
      return {
        ...selection,
        ...(required && { name: required.name, alias: name }),
        ...(selection.selections && { selections: read(selection.selections) }),
      };
    });
  const serviceName = serving.get(node.serviceName) ?? node.serviceName;
  return withDocument({ ...node, serviceName, ...(node.requires && { requires: read(node.requires) }) }, document);
}

/** @throws UnplannableOperation where a field is asked for without what it requires itself */
function checkChains(node: FetchNode, known: Requirements): void {
  const { chained, fields } = known;
  if (!chained.size) return;
  const names = new Set([...chained.keys()].map((coordinate) => coordinate.slice(coordinate.indexOf('.') + 1)));
  const document = inlined(parse(node.operation, { noLocation: true }));
  const asked: string[] = [];
  visit(document, { Field: ({ name }) => void (names.has(name.value) && asked.push(name.value)) });
  if (!asked.length) return;
  const given = new Set<string>();
  const add = (selections: readonly QueryPlanSelectionNode[]): void => {
    for (const selection of selections) {
      if (selection.kind === 'Field') given.add(selection.name);
      else add(selection.selections);
    }
  };
  add(node.requires ?? []);
  const { selectionSet } = document.definitions[0] as OperationDefinitionNode;
  const represented = fieldsOfEntities(selectionSet).filter(({ type, selection }) =>
    chained.get(`${type}.${selection.name.value}`)?.every((name) => given.has(name)),
  );
  if (represented.length === asked.length) return;
  const isGiven = new Set(represented.map(({ selection }) => selection.name.value));
  const name = asked.find((one) => !isGiven.has(one)) ?? asked[0]!;
  const requiring = [...known.needs.values()].flatMap((ofSubgraph) =>
    [...ofSubgraph].flatMap(([coordinate, places]) =>
      places.some((place) => place.name === name) ? [coordinate] : [],
    ),
  );
  const required = fields.get(name)?.name ?? name;
  throw new UnplannableOperation(
    `${cannot} ${requiring.join(', ')} requires ${required}, which would be worked out without what it requires itself.`,
  );
}

/** Splits a fetch whose fields need one field with different arguments; one representation has room for one of them. */
function apart(node: FetchNode, known: Requirements): FetchNode[] {
  if (!node.requires || !isContradictory(node.requires, known)) return [node];
  const document = inlined(parse(node.operation, { noLocation: true }));
  const operation = document.definitions[0] as OperationDefinitionNode;
  const groups: { needs: Map<string, string>; fields: Set<SelectionNode>; names: Set<string> }[] = [];
  for (const { type, selection, places } of neededBy(operation.selectionSet, node.serviceName, known)) {
    const needs = new Map<string, string>();
    for (const { path, name } of places) needs.set(path, `${needs.get(path) ?? ''} ${name}`);
    let group = groups.find((other) => [...needs].every(([path, names]) => (other.needs.get(path) ?? names) === names));
    if (!group) groups.push((group = { needs: new Map(), fields: new Set(), names: new Set() }));
    group.fields.add(selection);
    group.names.add(`${type}.${selection.name.value}`);
    for (const [path, names] of needs) group.needs.set(path, names);
  }
  return groups.map(({ needs, fields, names }) => {
    const requires = reduced(node.requires!, known, (path, name) => ` ${needs.get(path)} `.includes(` ${name} `));
    if (isContradictory(requires, known))
      throw new UnplannableOperation(
        `${cannot} ${[...names].join(', ')} requires one field with two sets of arguments.`,
      );
    return fetchPart(node, document, fields, requires);
  });
}

/** Whether a representation would have one field twice: with different arguments, on one object. */
function isContradictory(requires: readonly QueryPlanSelectionNode[], { fields, supergraph }: Requirements): boolean {
  interface Entry {
    type: string;
    selection: QueryPlanSelectionNode & { kind: 'Field' };
  }
  const isObject = (type: string): boolean => supergraph.schema.type(type)?.kind === 'ObjectType';
  const graphName = ({ selection: { name } }: Entry): string => fields.get(name)?.name ?? name;
  const entries = (selections: readonly QueryPlanSelectionNode[], type = ''): Entry[] =>
    selections.flatMap((selection) =>
      selection.kind === 'Field'
        ? [{ type, selection }]
        : entries(selection.selections, selection.typeCondition ?? type),
    );
  const isTwice = (found: readonly Entry[]): boolean =>
    found.some((one, number) =>
      found.slice(number).some((other) => {
        if (graphName(one) !== graphName(other)) return false;
        if (one.type !== other.type && isObject(one.type) && isObject(other.type)) return false;
        if (one.selection.name !== other.selection.name) return true;
        const below = [
          ...(one.selection.selections ?? []),
          ...(one === other ? [] : (other.selection.selections ?? [])),
        ];
        return below.length > 0 && isTwice(entries(below));
      }),
    );
  return isTwice(entries(requires));
}

/** A fetch's fields of entities with what each needs. */
function neededBy(
  operation: SelectionSetNode,
  subgraph: string,
  { needs }: Requirements,
): { type: string; selection: FieldNode; places: readonly RequiredPlace[] }[] {
  const ofSubgraph = [...(needs.get(subgraph) ?? [])];
  return fieldsOfEntities(operation).map(({ type, selection }) => ({
    type,
    selection,
    places:
      needs.get(subgraph)?.get(`${type}.${selection.name.value}`) ??
      // Of an interface, whatever its objects need.
      ofSubgraph.flatMap(([coordinate, places]) => (coordinate.endsWith(`.${selection.name.value}`) ? places : [])),
  }));
}

function reduced(
  selections: readonly QueryPlanSelectionNode[],
  known: Requirements,
  isNeeded: (path: string, name: string) => boolean,
  before = '',
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'InlineFragment')
      return [{ ...selection, selections: reduced(selection.selections, known, isNeeded, before) }];
    const required = known.fields.get(selection.name);
    const path = `${before} ${required?.name ?? selection.name}`;
    if (required && !isNeeded(path, selection.name)) return [];
    if (!selection.selections) return [selection];
    const below = reduced(selection.selections, known, isNeeded, path);
    return below.length ? [{ ...selection, selections: below }] : [];
  });
}
