import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Requirement } from './requirement.js';
import type { Rights } from './rights.js';

/** What operations are looked through with. */
export interface FilterOptions {
  schema: GraphQLSchema;
  rights: Rights;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /**
   * Decides about a field.
   * @param requirements at least one
   * @param path response names down to the field, places in lists left out
   */
  refuses: (requirements: ReadonlySet<Requirement>, path: readonly string[]) => boolean;
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Takes from an operation the fields that are refused. A field asks for what its own directives want, those of the type
 * it stands on and of the type it returns. Selected on an interface, it asks for what every object behind it wants,
 * since any of them may answer. Where the objects themselves want something, that is put to the field which returns the
 * interface, as Apollo Router has it. `__typename` is free, and introspection is a matter of its own setting.
 *
 * Fields that have lost everything below them go as well; only mutations stay, so that they run. Fragments are written
 * out where they are spread, since what is left of them depends on the place. Wherever an object may be of several types
 * `__typename` is added, which the answer to the whole operation is put together with.
 *
 * The operation must be valid and within the limits.
 * @returns what is left, or undefined for nothing
 */
export function filterOperation(
  operation: OperationDefinitionNode,
  { schema, rights, fragments, refuses }: FilterOptions,
): OperationDefinitionNode | undefined {
  /** @param possible objects that can stand here; fragments narrow them */
  const selectionsLeft = (
    { selections }: SelectionSetNode,
    parent: GraphQLCompositeType,
    possible: readonly GraphQLObjectType[],
    path: readonly string[],
  ): SelectionNode[] =>
    selections.flatMap((selection): SelectionNode[] =>
      selection.kind === Kind.FIELD
        ? fieldLeft(selection, parent, possible, path)
        : fragmentLeft(selection, parent, possible, path),
    );

  const fragmentLeft = (
    spread: FragmentSpreadNode | InlineFragmentNode,
    parent: GraphQLCompositeType,
    possible: readonly GraphQLObjectType[],
    path: readonly string[],
  ): SelectionNode[] => {
    const fragment = spread.kind === Kind.FRAGMENT_SPREAD ? fragments.get(spread.name.value) : spread;
    if (!fragment) return [];
    const { typeCondition } = fragment;
    const condition = typeCondition ? schema.getType(typeCondition.name.value) : parent;
    if (!isCompositeType(condition)) return [];
    const objects = objectsOf(schema, condition);
    const narrowed = possible.filter((type) => objects.includes(type));
    const left = selectionsLeft(fragment.selectionSet, condition, narrowed, path);
    if (left.length === 0) return [];
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        ...(typeCondition && { typeCondition }),
        ...(spread.directives && { directives: spread.directives }),
        selectionSet: { kind: Kind.SELECTION_SET, selections: left },
      },
    ];
  };

  const fieldLeft = (
    selection: FieldNode,
    parent: GraphQLCompositeType,
    possible: readonly GraphQLObjectType[],
    path: readonly string[],
  ): SelectionNode[] => {
    const name = selection.name.value;
    if (name.startsWith('__')) return [selection];
    const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
    if (!field) return [];
    const fieldPath = [...path, selection.alias?.value ?? name];
    const returned = getNamedType(field.type);
    const requirements = new Set([
      ...rights.ofType(parent.name),
      ...rights.ofField(parent.name, name),
      ...rights.ofType(returned.name),
    ]);
    const add = (more: readonly Requirement[]): void => more.forEach((requirement) => requirements.add(requirement));
    for (const type of possible) {
      if (type === parent) continue;
      add(rights.ofType(type.name));
      add(rights.ofField(type.name, name));
    }
    const { selectionSet } = selection;
    if (isInterfaceType(returned) && selectionSet?.selections.some(isPlainField)) {
      for (const type of schema.getPossibleTypes(returned)) add(rights.ofType(type.name));
    }
    if (requirements.size && refuses(requirements, fieldPath)) return [];
    if (!selectionSet || !isCompositeType(returned)) return [selection];
    const left = selectionsLeft(selectionSet, returned, objectsOf(schema, returned), fieldPath);
    if (left.length === 0) {
      if (operation.operation !== OperationTypeNode.MUTATION || fieldPath.length > 1) return [];
      left.push(typename);
    } else if (isAbstractType(returned)) left.unshift(typename);
    return [{ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: left } }];
  };

  const root = schema.getRootType(operation.operation);
  if (!root) return undefined;
  const left = selectionsLeft(operation.selectionSet, root, [root], []);
  return left.length ? { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: left } } : undefined;
}

/** What an operation asks for in all; found once per document, checked against every viewer. */
export function findNeeds(
  operation: OperationDefinitionNode,
  options: Omit<FilterOptions, 'refuses'>,
): readonly Requirement[] {
  if (options.rights.all.length === 0) return [];
  const needs = new Set<Requirement>();
  filterOperation(operation, {
    ...options,
    refuses: (requirements) => {
      for (const requirement of requirements) needs.add(requirement);
      return false;
    },
  });
  return [...needs];
}

function isPlainField(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && !selection.name.value.startsWith('__');
}

function objectsOf(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  return isObjectType(type) ? [type] : schema.getPossibleTypes(type);
}
