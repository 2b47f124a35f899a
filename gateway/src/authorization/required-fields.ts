import {
  baseType,
  isObjectType,
  parseSelectionSet,
  possibleRuntimeTypes,
  type Schema,
  type SelectionSet,
  type Type,
} from '@apollo/federation-internals';

/** A field that another one cannot be worked out without. */
export interface RequiredField {
  /** Type it stands on. */
  type: string;
  field: string;
  /** Type it returns, without lists and non-nulls. */
  returned: string;
}

/**
 * Finds the fields that services need to work out others: those in `@requires`, which the supergraph keeps as
 * `@join__field(requires:)`, and those that these need in turn.
 * @returns by coordinate, `Type.field`; fields that need none are left out
 */
export function requiredFields(schema: Schema): Map<string, readonly RequiredField[]> {
  const name = schema.coreFeatures?.getByIdentity('https://specs.apollo.dev/join')?.directiveNameInSchema('field');
  const direct = new Map<string, RequiredField[]>();
  for (const type of [...schema.objectTypes(), ...schema.interfaceTypes()]) {
    for (const field of type.fields()) {
      const required: RequiredField[] = [];
      for (const join of name ? field.appliedDirectivesOf(name) : []) {
        const { requires } = join.arguments() as { requires?: string };
        if (requires) collect(parseSelectionSet({ parentType: type, source: requires }), required);
      }
      if (required.length) direct.set(field.coordinate, required);
    }
  }
  return new Map([...direct.keys()].map((coordinate) => [coordinate, withTheirs(coordinate, direct)]));
}

function collect(selectionSet: SelectionSet, into: RequiredField[]): void {
  for (const selection of selectionSet.selections()) {
    if (selection.kind === 'FieldSelection') {
      const { definition, name } = selection.element;
      if (name !== '__typename') {
        const parent = definition.parent;
        const returned = baseType(definition.type as Type).name;
        // Of an interface any object may stand there.
        const types = isObjectType(parent) ? [parent] : [parent, ...possibleRuntimeTypes(parent)];
        for (const type of types) into.push({ type: type.name, field: name, returned });
      }
    }
    if (selection.selectionSet) collect(selection.selectionSet, into);
  }
}

/** What a field needs, with what that needs; a circle is gone round once. */
function withTheirs(coordinate: string, direct: ReadonlyMap<string, readonly RequiredField[]>): RequiredField[] {
  const found = new Map<string, RequiredField>();
  const visit = (of: string): void => {
    for (const required of direct.get(of) ?? []) {
      const key = `${required.type}.${required.field}`;
      if (found.has(key)) continue;
      found.set(key, required);
      visit(key);
    }
  };
  visit(coordinate);
  return [...found.values()];
}
