import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isJsonObject, type JsonObject } from '#platform/json/json-object.js';
import { isInherited, own } from '../own-property.js';

/**
 * What an answer must be made of, by response name: fields that are objects or lists, of all types together, since
 * fields that share a name in a valid request share their shape. Leaves are left to shaping.
 */
export type AnswerStructure = readonly StructuredField[];

interface StructuredField {
  name: string;
  /** Whether objects have a property of that name by birth. */
  inherited: boolean;
  /** How many lists are around the value. */
  lists: number;
  /** Fields of the object; undefined for a leaf. */
  below: AnswerStructure | undefined;
}

/** Where in an answer something has been taken out. */
export type AnswerPath = (string | number)[];

/**
 * Finds the structure that a selection asks for.
 * @param type that is selected on; fields that it does not have are not checked
 */
export function readStructure(
  selectionSet: SelectionSetNode,
  type: GraphQLNamedType | undefined,
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): AnswerStructure {
  const found = new Map<string, { lists: number; composite: boolean; selected: [SelectionSetNode, typeof type][] }>();
  const add = (name: string, lists: number, below: SelectionSetNode | undefined, inner: typeof type): void => {
    if (!lists && !below) return;
    const field = found.get(name) ?? { lists, composite: Boolean(below), selected: [] };
    found.set(name, field);
    if (below) field.selected.push([below, inner]);
  };
  const collect = (selections: SelectionSetNode, parent: typeof type): void => {
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) {
        const { name, alias, selectionSet: below } = selection;
        const responseName = (alias ?? name).value;
        // No field of the supergraph: a list of a union of all entities.
        if (name.value === '_entities') add(responseName, 1, below, undefined);
        const typed =
          isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name.value]?.type : undefined;
        if (typed && isCompositeType(getNamedType(typed)) === Boolean(below))
          add(responseName, listsAround(typed), below, getNamedType(typed));
      } else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = fragment?.typeCondition?.name.value;
        if (fragment) collect(fragment.selectionSet, condition ? schema.getType(condition) : parent);
      }
    }
  };
  collect(selectionSet, type);
  return [...found].map(([name, { lists, composite, selected }]) => ({
    name,
    lists,
    inherited: isInherited(name),
    below: composite
      ? merged(selected.map(([below, inner]) => readStructure(below, inner, schema, fragments)))
      : undefined,
  }));
}

function listsAround(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listsAround(nullable.ofType) : 0;
}

function merged(structures: readonly AnswerStructure[]): AnswerStructure {
  if (structures.length === 1) return structures[0]!;
  const byName = new Map<string, StructuredField[]>();
  for (const field of structures.flat()) byName.set(field.name, [...(byName.get(field.name) ?? []), field]);
  return [...byName.values()].map((fields) => ({
    ...fields[0]!,
    below: fields[0]!.below && merged(fields.map(({ below }) => below ?? [])),
  }));
}

/**
 * Sets what is not of the structure to null: a list where an object belongs, an object or a leaf where a list belongs,
 * an object whose type name is no name. So whoever works on the data need not look.
 * @returns where that was
 */
export function mendStructure(data: JsonObject, structure: AnswerStructure): AnswerPath[] {
  // Nearly all answers are well made, for which the quick look is enough.
  if (fitsObject(data, structure)) return [];
  const found: AnswerPath[] = [];
  mendObject(data, structure, [], found);
  return found;
}

function read(object: JsonObject, { name, inherited }: StructuredField): unknown {
  return inherited ? own(object, name) : object[name];
}

function isWellTyped(value: unknown): value is JsonObject {
  if (!isJsonObject(value)) return false;
  const { __typename: typename } = value;
  return typename === undefined || typeof typename === 'string';
}

function fitsObject(object: JsonObject, structure: AnswerStructure): boolean {
  for (const field of structure) {
    const value = read(object, field);
    if (value !== null && value !== undefined && !fits(value, field.lists, field.below)) return false;
  }
  return true;
}

function fits(value: unknown, lists: number, below: AnswerStructure | undefined): boolean {
  if (!lists) return !below || (isWellTyped(value) && fitsObject(value, below));
  if (!Array.isArray(value)) return false;
  for (const element of value)
    if (element !== null && element !== undefined && !fits(element, lists - 1, below)) return false;
  return true;
}

function mendObject(object: JsonObject, structure: AnswerStructure, path: AnswerPath, found: AnswerPath[]): void {
  for (const field of structure) {
    const value = read(object, field);
    if (value === null || value === undefined) continue;
    const at = [...path, field.name];
    if (mendValue(value, field.lists, field.below, at, found)) continue;
    found.push(at);
    object[field.name] = null;
  }
}

/** @returns false for a value that cannot stay */
function mendValue(
  value: unknown,
  lists: number,
  below: AnswerStructure | undefined,
  path: AnswerPath,
  found: AnswerPath[],
): boolean {
  if (lists) {
    if (!Array.isArray(value)) return false;
    value.forEach((element: unknown, index) => {
      if (element === null || mendValue(element, lists - 1, below, [...path, index], found)) return;
      found.push([...path, index]);
      value[index] = null;
    });
    return true;
  }
  if (!below) return true;
  if (!isWellTyped(value)) return false;
  mendObject(value, below, path, found);
  return true;
}
