import {
  isSubtype,
  Variable,
  type CompositeType,
  type Directive,
  type FieldSelection,
  type Schema,
  type Selection,
  type SelectionSet,
  type Type,
} from '@apollo/federation-internals';

/** A selection set with the type that its fields are looked up on. */
export interface TypedSelection {
  selectionSet: SelectionSet;
  parentType: CompositeType;
}

/** A field of the response: every selection of one response name. */
export interface SelectedField {
  name: string;
  /** Type of the field; of the first selection, which decides about nulls. */
  type: Type;
  /** Type that a `__typename` tells where the data does not; undefined for other fields. */
  typenameOf: CompositeType | undefined;
  below: TypedSelection[];
}

/** Values of the Boolean variables in `@skip` and `@include`, by name. */
export type Switches = ReadonlyMap<string, boolean>;

/**
 * Names of the variables that decide which fields are in the response.
 * @returns undefined when the response needs introspection
 */
export function switchesOf(selectionSet: SelectionSet): Set<string> | undefined {
  const names = new Set<string>();
  const visit = (selections: readonly Selection[]): boolean =>
    selections.every((selection) => {
      const schema = selectionSet.parentType.schema();
      for (const directive of [schema.skipDirective(), schema.includeDirective()]) {
        const condition = conditionOf(selection, directive as never);
        if (condition instanceof Variable) names.add(condition.name);
      }
      if (selection.kind === 'FieldSelection' && selection.element.definition.isSchemaIntrospectionField())
        return false;
      return !selection.selectionSet || visit(selection.selectionSet.selections());
    });
  return visit(selectionSet.selections()) ? names : undefined;
}

/**
 * Lists the fields of a response object in their order, fragments expanded.
 * @param typename of the object as the data has it; undefined where the data has none
 */
export function selectedFields(
  selections: readonly TypedSelection[],
  typename: string | undefined,
  switches: Switches,
): SelectedField[] {
  const fields = new Map<string, SelectedField>();
  for (const { selectionSet, parentType } of selections) collect(selectionSet, parentType, typename, switches, fields);
  return [...fields.values()];
}

function collect(
  selectionSet: SelectionSet,
  parentType: CompositeType,
  typename: string | undefined,
  switches: Switches,
  fields: Map<string, SelectedField>,
): void {
  const schema = parentType.schema();
  for (const selection of selectionSet.selections()) {
    if (isSkipped(selection, schema, switches)) continue;
    if (selection.kind === 'FieldSelection') addField(selection, parentType, fields);
    else {
      const { typeCondition } = selection.element;
      // As in Apollo's shaping: without a type name in the data, the type that encloses the fragment decides.
      const type = typename === undefined ? parentType : schema.type(typename);
      if (typeCondition && !(type && isSubtype(typeCondition, type))) continue;
      collect(selection.selectionSet, typeCondition ?? parentType, typename, switches, fields);
    }
  }
}

function addField(selection: FieldSelection, parentType: CompositeType, fields: Map<string, SelectedField>): void {
  const { element, selectionSet } = selection;
  const name = element.responseName();
  const type = element.definition.type as Type;
  let field = fields.get(name);
  if (!field) {
    const typenameOf = element.name === '__typename' ? parentType : undefined;
    fields.set(name, (field = { name, type, typenameOf, below: [] }));
  }
  if (selectionSet) field.below.push({ selectionSet, parentType: namedType(type) as CompositeType });
}

/** A type without its lists and non-nulls. */
export function namedType(type: Type): Type {
  return type.kind === 'ListType' || type.kind === 'NonNullType' ? namedType(type.ofType as Type) : type;
}

/** Whether `@skip` or `@include` leaves a selection out. */
export function isSkipped(selection: Selection, schema: Schema, switches: Switches): boolean {
  const holds = (directive: unknown, otherwise: boolean): boolean => {
    const condition = conditionOf(selection, directive as never);
    if (condition === undefined) return otherwise;
    return condition instanceof Variable ? switches.get(condition.name)! : condition;
  };
  return holds(schema.skipDirective(), false) || !holds(schema.includeDirective(), true);
}

function conditionOf(selection: Selection, directive: never): boolean | Variable | undefined {
  const applied = selection.element.appliedDirectivesOf(directive) as unknown as Directive[];
  return applied[0] && (applied[0].arguments() as { if: boolean | Variable }).if;
}
