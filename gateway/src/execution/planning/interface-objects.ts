import { possibleRuntimeTypes, type Operation, type Supergraph } from '@apollo/federation-internals';
import type { FetchNode, PlanNode, QueryPlanSelectionNode, SubscriptionNode } from '@apollo/query-planner';
import { Kind, parse, visit, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import { fetchPart, fieldsOfEntities, inlined, isTypename, withDocument } from './fetch-parts.js';
import { fieldSet } from './required-chains.js';
import { WantedTypes } from './wanted-types.js';

/** What a subgraph says of an interface that it sees as one object. Paths are names from the entity on, in one text. */
interface InterfaceObject {
  /** Names of the objects that it stands for. */
  types: ReadonlySet<string>;
  /** Paths of key fields. */
  keys: ReadonlySet<string>;
  /** Paths that a field requires, by its name. */
  needs: ReadonlyMap<string, ReadonlySet<string>>;
}

/** By subgraph and by interface: what has `@interfaceObject`. */
export type InterfaceObjects = ReadonlyMap<string, ReadonlyMap<string, InterfaceObject>>;

interface JoinArguments {
  graph?: string;
  key?: string;
  requires?: string;
  isInterfaceObject?: boolean;
}

/** Finds the interfaces that subgraphs see as one object. */
export function interfaceObjects(supergraph: Supergraph): InterfaceObjects {
  const { schema } = supergraph;
  const found = new Map<string, Map<string, InterfaceObject>>();
  const join = schema.coreFeatures?.getByIdentity('https://specs.apollo.dev/join');
  if (!join) return found;
  const [onType, onField] = [join.directiveNameInSchema('type'), join.directiveNameInSchema('field')];
  const applied = (element: { appliedDirectivesOf(name: string): readonly unknown[] }, name: string): JoinArguments[] =>
    (element.appliedDirectivesOf(name) as { arguments(): JoinArguments }[]).map((one) => one.arguments());
  for (const [name, graph] of supergraph.subgraphNameToGraphEnumValue())
    for (const type of schema.interfaceTypes()) {
      const joins = applied(type, onType).filter((one) => one.graph === graph && one.isInterfaceObject);
      if (!joins.length) continue;
      const needs = new Map<string, Set<string>>();
      for (const field of type.fields())
        for (const { graph: at, requires } of applied(field, onField))
          if (at === graph && requires !== undefined) needs.set(field.name, new Set(pathsOf(requires)));
      const ofGraph = found.get(name) ?? new Map<string, InterfaceObject>();
      found.set(name, ofGraph);
      const types = new Set(possibleRuntimeTypes(type).map((object) => object.name));
      ofGraph.set(type.name, { types, needs, keys: new Set(joins.flatMap(({ key }) => (key ? pathsOf(key) : []))) });
    }
  return found;
}

function pathsOf(text: string): string[] {
  const paths = (set: SelectionSetNode | undefined, before: string): string[] =>
    (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind !== Kind.FIELD)
        return selection.kind === Kind.INLINE_FRAGMENT ? paths(selection.selectionSet, before) : [];
      const path = `${before} ${selection.name.value}`;
      return [path, ...paths(selection.selectionSet, path)];
    });
  return paths(fieldSet(text), '');
}

/**
 * Asks subgraphs that see an interface as one object for what each object needs. The planner writes a selection on one of
 * the objects as one on the interface: it then asks for it of all of them, by representations of which some lack the
 * required fields, and with them the key; and it lets the interface's name replace the object's.
 */
export function withInterfaceObjects<Node extends PlanNode | SubscriptionNode>(
  node: Node,
  operation: Operation,
  objects: InterfaceObjects,
): Node | undefined;
export function withInterfaceObjects(
  node: PlanNode | SubscriptionNode,
  operation: Operation,
  objects: InterfaceObjects,
): PlanNode | SubscriptionNode | undefined {
  if (!objects.size) return node;
  const parting = new Parting(objects, new WantedTypes(operation, node));
  if (node.kind !== 'Subscription') return parting.together(node);
  const { rest, ...primary } = node;
  const parted = rest && parting.together(rest);
  return parted ? { ...primary, rest: parted } : primary;
}

/** Fields of one fetch that are asked for together. */
interface Group {
  /** Interface of which they are; undefined for those of other entities. */
  name: string | undefined;
  /** The objects that they are asked of; undefined for all. */
  types: ReadonlySet<string> | undefined;
  fields: Set<SelectionNode>;
  needs: Set<string>;
}

class Parting {
  constructor(
    private readonly objects: InterfaceObjects,
    private readonly wanted: WantedTypes,
  ) {}

  together(node: PlanNode): PlanNode | undefined {
    const parts = this.partsOf(node, []);
    return parts.length > 1 ? { kind: 'Parallel', nodes: parts } : parts[0];
  }

  private partsOf(node: PlanNode, path: readonly string[]): PlanNode[] {
    switch (node.kind) {
      case 'Fetch':
        return this.fetches(node, path);
      case 'Flatten':
        return this.partsOf(node.node, [...path, ...node.path.map(String)]).map((part) => ({ ...node, node: part }));
      case 'Parallel': {
        const nodes = node.nodes.flatMap((child) => this.partsOf(child, path));
        return nodes.length ? [{ ...node, nodes }] : [];
      }
      case 'Sequence': {
        const nodes = node.nodes.flatMap((child) => this.together(child) ?? []);
        return nodes.length ? [{ ...node, nodes }] : [];
      }
      case 'Condition': {
        const ifClause = node.ifClause && this.together(node.ifClause);
        const elseClause = node.elseClause && this.together(node.elseClause);
        const { condition, kind } = node;
        if (!ifClause && !elseClause) return [];
        return [{ kind, condition, ...(ifClause && { ifClause }), ...(elseClause && { elseClause }) }];
      }
      default:
        return [node];
    }
  }

  private fetches(node: FetchNode, path: readonly string[]): FetchNode[] {
    const objects = this.objects.get(node.serviceName);
    if (!objects || !node.requires) return [node];
    const before = inlined(parse(node.operation, { noLocation: true }));
    const names = objectFragments(before, objects);
    if (!names) return [node];
    const document = withoutTypenames(before, names);
    const { selectionSet } = document.definitions[0] as OperationDefinitionNode;
    const groups = new Map<string, Group>();
    for (const { type, selection } of fieldsOfEntities(selectionSet)) {
      const object = objects.get(type);
      const response = (selection.alias ?? selection.name).value;
      const types = object && this.wanted.at(path, type, object.types, response);
      const needs = object?.needs.get(selection.name.value) ?? new Set<string>();
      // Of what no client wants it is not known of which objects its requirements are there.
      const isOwn = object && this.wanted.isOfClient(path, response);
      const key = JSON.stringify([object ? type : '', types && [...types].sort(), object && !isOwn && [...needs]]);
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { name: object && type, types, fields: new Set(), needs: new Set() }));
      group.fields.add(selection);
      for (const need of needs) group.needs.add(need);
    }
    const [only, another] = groups.values();
    if (only && !another && !only.types) return [withDocument(node, document)];
    return [...groups.values()].map((group) => {
      const object = group.name === undefined ? undefined : objects.get(group.name);
      const requires = object ? requiredOf(node, group, object, group.name!) : requiredOfOthers(node, objects);
      const part = fetchPart(node, document, group.fields, requires);
      if (group.name === undefined) return part;
      const setter = { kind: 'ValueSetter' as const, path: [`... on ${group.name}`, '__typename'] };
      return { ...part, inputRewrites: [...(node.inputRewrites ?? []), { ...setter, setValueTo: group.name }] };
    });
  }
}

/** Names of interface objects of which a fetch asks for fields. */
function objectFragments(document: ReturnType<typeof inlined>, objects: ReadonlyMap<string, unknown>) {
  const names = new Set<string>();
  visit(document, {
    InlineFragment: ({ typeCondition }) => {
      const name = typeCondition?.name.value;
      if (name !== undefined && objects.has(name)) names.add(name);
    },
  });
  return names.size ? names : undefined;
}

/** A document that does not ask interface objects among its entities for a type name: it is the interface's. */
function withoutTypenames(
  document: ReturnType<typeof inlined>,
  names: ReadonlySet<string>,
): ReturnType<typeof inlined> {
  const clean = (set: SelectionSetNode, isObject: boolean): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind !== Kind.INLINE_FRAGMENT) return isObject && isTypename(selection) ? [] : [selection];
      const name = selection.typeCondition?.name.value;
      const selectionSet = clean(selection.selectionSet, name === undefined ? isObject : names.has(name));
      return selectionSet.selections.length ? [{ ...selection, selectionSet }] : [];
    }),
  });
  const [operation] = document.definitions as [OperationDefinitionNode];
  const selections = operation.selectionSet.selections.map((root) =>
    root.kind === Kind.FIELD && root.selectionSet ? { ...root, selectionSet: clean(root.selectionSet, false) } : root,
  );
  const cleaned = { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  return { ...document, definitions: [cleaned] };
}

/** What the representations of a group have: the key, and what its own fields need, of the objects that want them. */
function requiredOf(
  { requires }: FetchNode,
  { types, needs }: Group,
  object: InterfaceObject,
  name: string,
): QueryPlanSelectionNode[] {
  const reduced = (selections: readonly QueryPlanSelectionNode[], before: string): QueryPlanSelectionNode[] =>
    selections.flatMap((selection): QueryPlanSelectionNode[] => {
      if (selection.kind === 'InlineFragment') {
        const below = reduced(selection.selections, before);
        return below.length ? [{ ...selection, selections: below }] : [];
      }
      const path = `${before} ${selection.name}`;
      if (selection.name !== '__typename' && !object.keys.has(path) && !needs.has(path)) return [];
      return [selection.selections ? { ...selection, selections: reduced(selection.selections, path) } : selection];
    });
  const found = requires!.flatMap((fragment): QueryPlanSelectionNode[] => {
    if (fragment.kind !== 'InlineFragment') return [];
    const { typeCondition } = fragment;
    const isWhole = typeCondition === name;
    if (!isWhole && !(types ?? object.types).has(typeCondition!)) return [];
    const selections = reduced(fragment.selections, '');
    if (selections.every((selection) => selection.kind === 'Field' && selection.name === '__typename')) return [];
    if (!isWhole || !types) return [{ ...fragment, selections }];
    return [...types].map((type) => ({ ...fragment, typeCondition: type, selections }));
  });
  // By a key of a kind that is not known here, all of it as it was.
  return found.length ? found : requires!;
}

/** What the representations of other entities in the same fetch have. */
function requiredOfOthers(
  { requires }: FetchNode,
  objects: ReadonlyMap<string, InterfaceObject>,
): QueryPlanSelectionNode[] {
  return requires!.filter((fragment) => {
    const name = fragment.kind === 'InlineFragment' ? fragment.typeCondition : undefined;
    return name === undefined || ![...objects].some(([own, { types }]) => own === name || types.has(name));
  });
}
