import { isAbstractType, isSubtype, type Operation, type SelectionSet } from '@apollo/federation-internals';
import { isJsonObject, type JsonObject } from '#platform/json/json-object.js';
import {
  isSkipped,
  namedType,
  selectedFields,
  type SelectedField,
  type Switches,
  type TypedSelection,
} from '../compile/selected-fields.js';
import { own } from '../own-property.js';

/** Where in a response something stands, by the names in the data. */
export type ResponsePath = (string | number)[];

/** Largest of `Int`, and the smallest less one: https://spec.graphql.org/September2025/#sec-Int */
const intLimit = 2 ** 31;

/**
 * Goes through the data of an operation, where a closer look is needed than writing takes.
 * @param onField called with each selected field and the object that it belongs to; `__typename` is left out
 * @param onUntyped called with the path of each object that has no type name where it takes one to know its fields
 */
function walkData(
  operation: Operation,
  data: JsonObject,
  switches: Switches,
  onField: (field: SelectedField, source: JsonObject, path: ResponsePath) => void,
  onUntyped: (path: ResponsePath) => void,
): void {
  // Objects of one place and type have the same fields, listed once: what is below a field is the same object, too.
  const known = new Map<SelectedField['below'], Map<string | undefined, readonly SelectedField[] | null>>();
  const fieldsOf = (below: SelectedField['below'], typename: string | undefined): readonly SelectedField[] | null => {
    let byType = known.get(below);
    if (!byType) known.set(below, (byType = new Map<string | undefined, readonly SelectedField[] | null>()));
    let fields = byType.get(typename);
    if (fields === undefined) {
      const isUntyped = typename === undefined && below.some(needsTypename);
      byType.set(typename, (fields = isUntyped ? null : selectedFields(below, typename, switches)));
    }
    return fields;
  };
  const visitObject = (source: JsonObject, below: SelectedField['below'], path: ResponsePath): void => {
    const fields = fieldsOf(below, source.__typename as string | undefined);
    if (!fields) return onUntyped(path);
    for (const field of fields) {
      if (field.typenameOf) continue;
      const at = [...path, field.name];
      onField(field, source, at);
      if (field.below.length) visit(own(source, field.name), field.below, at);
    }
  };
  const visit = (value: unknown, below: SelectedField['below'], path: ResponsePath): void => {
    if (Array.isArray(value)) value.forEach((element, index) => visit(element, below, [...path, index]));
    else if (isJsonObject(value)) visitObject(value, below, path);
  };
  const { selectionSet, rootKind } = operation;
  const parentType = operation.schema().schemaDefinition.rootType(rootKind)!;
  visitObject(data, [{ selectionSet, parentType }], []);
}

/** Whether the fields of an object depend on its type: some are selected for some types alone. */
function needsTypename({ selectionSet, parentType }: TypedSelection): boolean {
  // What is no interface and no union has its fields by itself.
  if (!isAbstractType(parentType)) return false;
  return selectionSet.selections().some((selection) => {
    if (selection.kind === 'FieldSelection') return false;
    const { typeCondition = parentType } = selection.element;
    return !isSubtype(typeCondition, parentType) || needsTypename({ selectionSet: selection.selectionSet, parentType });
  });
}

/** Whether all of a selection is left out, or is objects of which all is: then the planner asks for nothing of it. */
function isEmpty(selectionSet: SelectionSet, switches: Switches): boolean {
  const schema = selectionSet.parentType.schema();
  return selectionSet
    .selections()
    .every(
      (selection) =>
        isSkipped(selection, schema, switches) ||
        (selection.selectionSet !== undefined && isEmpty(selection.selectionSet, switches)),
    );
}

/**
 * Finds the fields that an operation selects and its data does not have, as where a subgraph leaves out what it was
 * asked for.
 * @param most how many of them at most
 */
export function missingFields(
  operation: Operation,
  data: JsonObject,
  switches: Switches,
  most: number,
): ResponsePath[] {
  const found: ResponsePath[] = [];
  const isAsked = ({ below }: SelectedField): boolean =>
    !below.length || !below.every(({ selectionSet }) => isEmpty(selectionSet, switches));
  walkData(
    operation,
    data,
    switches,
    (field, source, path) =>
      found.length < most && own(source, field.name) === undefined && isAsked(field) && found.push(path),
    (path) => found.length < most && found.push(path),
  );
  return found;
}

/**
 * Brings numbers in line with what the specification says of results, where Apollo's shaping lets them pass: an `ID` is a
 * text, and an `Int` has 32 bits. What has more becomes something that fits nowhere.
 * @returns the paths of fields with such
 */
export function coerceNumbers(operation: Operation, data: JsonObject, switches: Switches): ResponsePath[] {
  const refused: ResponsePath[] = [];
  walkData(
    operation,
    data,
    switches,
    ({ name, type }, source, path) => {
      const coerce = coercions.get(namedType(type).toString());
      const value = coerce && own(source, name);
      if (!coerce || value == null) return;
      let fits = true;
      source[name] = coerced(value, (number) => {
        const better = coerce(number);
        if (Number.isNaN(better)) fits = false;
        return better;
      });
      if (!fits) refused.push(path);
    },
    () => undefined,
  );
  return refused;
}

const coercions: ReadonlyMap<string, (value: number) => unknown> = new Map([
  ['ID', (value) => (Number.isSafeInteger(value) ? String(value) : NaN)],
  ['Int', (value) => (isInt(value) ? value : NaN)],
]);

function coerced(value: unknown, coerce: (value: number) => unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => coerced(element, coerce));
  return typeof value === 'number' ? coerce(value) : value;
}

/** Whether a value is an integer of 32 bits. */
export function isInt(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) < intLimit && (value as number) >= -intLimit;
}
