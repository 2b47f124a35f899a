import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A fetch that asks with another document. */
export function withDocument({ operationDocumentNode: _, ...node }: FetchNode, document: DocumentNode): FetchNode {
  return { ...node, operation: stripIgnoredCharacters(print(document)) };
}

/**
 * A part of a fetch of entities.
 * @param document of the fetch, without named fragments
 * @param fields of the entities, those that the part asks for
 * @param requires what its representations have
 */
export function fetchPart(
  node: FetchNode,
  document: DocumentNode,
  fields: ReadonlySet<SelectionNode>,
  requires: FetchNode['requires'],
): FetchNode {
  const operation = document.definitions[0] as OperationDefinitionNode;
  const [entities] = operation.selectionSet.selections;
  const kept = {
    ...entities!,
    selectionSet: keep((entities as { selectionSet: SelectionSetNode }).selectionSet, fields)!,
  };
  const used = new Set<string>();
  visit(kept as SelectionNode, { Variable: ({ name }) => void used.add(name.value) });
  const part: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [],
    selectionSet: { ...operation.selectionSet, selections: [kept] },
  };
  return withDocument(
    { ...node, requires, variableUsages: node.variableUsages?.filter((name) => used.has(name)) ?? [] },
    { ...document, definitions: [part] },
  );
}

/** The fields that a fetch asks of entities, without what is below them. */
export function fieldsOfEntities(operation: SelectionSetNode): { type: string; selection: FieldNode }[] {
  const found: { type: string; selection: FieldNode }[] = [];
  const collect = (set: SelectionSetNode | undefined, type: string): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.INLINE_FRAGMENT)
        collect(selection.selectionSet, selection.typeCondition?.name.value ?? type);
      else if (selection.kind === Kind.FIELD && !isTypename(selection)) found.push({ type, selection });
    }
  };
  for (const root of operation.selections)
    if (root.kind === Kind.FIELD && root.name.value === '_entities') collect(root.selectionSet, '');
  return found;
}

/** What is left of a selection of entities; undefined where nothing is. */
function keep(set: SelectionSetNode, fields: ReadonlySet<SelectionNode>): SelectionSetNode | undefined {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const selectionSet = keep(selection.selectionSet, fields);
      return selectionSet ? [{ ...selection, selectionSet }] : [];
    }
    return fields.has(selection) || isTypename(selection) ? [selection] : [];
  });
  return selections.every(isTypename) ? undefined : { ...set, selections };
}

export function isTypename(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && selection.name.value === '__typename';
}

/** A document without named fragments. */
export function inlined(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const spread = <Node extends OperationDefinitionNode | SelectionSetNode>(root: Node): Node =>
    visit<Node>(root, {
      FragmentSpread: ({ name, directives }) => {
        const { typeCondition, selectionSet } = fragments.get(name.value)!;
        return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: spread(selectionSet) };
      },
    });
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return { ...document, definitions: [spread(operation as OperationDefinitionNode)] };
}
