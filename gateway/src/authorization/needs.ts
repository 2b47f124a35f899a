import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Requirement, Rights } from './rights.js';

/** A field of an operation and what it takes to have it. */
export interface FieldNeed {
  /** Response names down to the field, list places left out. */
  path: readonly string[];
  requirements: readonly Requirement[];
}

/** What an operation needs; found once per document, checked against every viewer. */
export type OperationNeeds = readonly FieldNeed[];

/**
 * Finds what an operation needs: of its fields, of the types they stand on, of the types they return. A field selected
 * on an interface or union asks for what every object behind it asks for, since any of them may answer.
 * The operation must be valid and within the limits: fragments are walked wherever they are spread.
 */
export function findNeeds(
  schema: GraphQLSchema,
  rights: Rights,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): OperationNeeds {
  if (!rights.any) return [];
  const needs: FieldNeed[] = [];

  /** @param possible objects that can stand here; fragments narrow them */
  const walk = (
    selectionSet: SelectionSetNode,
    parent: GraphQLCompositeType,
    possible: readonly GraphQLObjectType[],
    path: readonly string[],
  ): void => {
    for (const selection of selectionSet.selections) {
      if (selection.kind !== Kind.FIELD) {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        if (!fragment) continue;
        const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
        if (!isCompositeType(condition)) continue;
        const objects = objectsOf(schema, condition);
        walk(
          fragment.selectionSet,
          condition,
          possible.filter((type) => objects.includes(type)),
          path,
        );
        continue;
      }
      const name = selection.name.value;
      // Also `__schema` and `__type`: introspection is a matter of its own setting.
      if (name.startsWith('__') || !('getFields' in parent)) continue;
      const field = parent.getFields()[name];
      if (!field) continue;
      const fieldPath = [...path, selection.alias?.value ?? name];
      const returned = getNamedType(field.type);
      const requirements = [
        ...rights.ofType(parent.name),
        ...rights.ofField(parent.name, name),
        ...rights.ofType(returned.name),
      ];
      for (const type of possible) {
        if (type !== parent) requirements.push(...rights.ofType(type.name), ...rights.ofField(type.name, name));
      }
      if (requirements.length) needs.push({ path: fieldPath, requirements });
      if (selection.selectionSet && isCompositeType(returned))
        walk(selection.selectionSet, returned, objectsOf(schema, returned), fieldPath);
    }
  };

  const root = schema.getRootType(operation.operation);
  if (root) walk(operation.selectionSet, root, [root], []);
  return needs;
}

function objectsOf(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}
