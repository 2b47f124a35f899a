import {
  baseType,
  isInterfaceType,
  isObjectType,
  isSubtype,
  type NamedType,
  type Schema,
  type Type,
} from '@apollo/federation-internals';
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * Writes fragments on interfaces and unions, where they stand in an object's selection, as fragments on the object. The
 * planner does not ask objects of a known type for their type name, and without one shaping takes the type of the
 * fragment around for that of the object: of `user { ... on Named { ... on User { age } } }` it leaves out `age`.
 * @param schema what clients see
 */
export function withObjectFragments(document: DocumentNode, schema: Schema): DocumentNode {
  const rewriting = new Rewriting(document, schema);
  let isChanged = false;
  const definitions = document.definitions.map((definition) => {
    const type =
      definition.kind === Kind.OPERATION_DEFINITION
        ? schema.schemaDefinition.rootType(definition.operation)
        : definition.kind === Kind.FRAGMENT_DEFINITION && schema.type(definition.typeCondition.name.value);
    if (!type) return definition;
    const before = (definition as FragmentDefinitionNode).selectionSet;
    const selectionSet = rewriting.written(before, type);
    isChanged ||= selectionSet !== before;
    return selectionSet === before ? definition : { ...definition, selectionSet };
  });
  return isChanged ? { ...document, definitions } : document;
}

const leftOutTypename: SelectionNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
  directives: [
    {
      kind: Kind.DIRECTIVE,
      name: { kind: Kind.NAME, value: 'skip' },
      arguments: [
        { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'if' }, value: { kind: Kind.BOOLEAN, value: true } },
      ],
    },
  ],
};

class Rewriting {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    document: DocumentNode,
    private readonly schema: Schema,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
  }

  /** The same object where nothing is to be changed. */
  written(set: SelectionSetNode, type: NamedType): SelectionSetNode {
    let isChanged = false;
    const selections = set.selections.flatMap((selection) => {
      const written = this.selection(selection, type);
      isChanged ||= written !== selection;
      return written ?? [];
    });
    // An object of which nothing is left is there all the same.
    return isChanged ? { ...set, selections: selections.length ? selections : [leftOutTypename] } : set;
  }

  /** @returns undefined for a fragment on what the object is not */
  private selection(selection: SelectionNode, type: NamedType): SelectionNode | undefined {
    if (selection.kind === Kind.FIELD) {
      const definition = isObjectType(type) || isInterfaceType(type) ? type.field(selection.name.value) : undefined;
      if (!selection.selectionSet || !definition) return selection;
      const selectionSet = this.written(selection.selectionSet, baseType(definition.type as Type));
      return selectionSet === selection.selectionSet ? selection : { ...selection, selectionSet };
    }
    const { directives } = selection;
    const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
    const { typeCondition, selectionSet } = isSpread ? this.fragments.get(selection.name.value)! : selection;
    const condition = typeCondition && this.schema.type(typeCondition.name.value);
    if (isObjectType(type) && condition && !isSubtype(condition, type)) return undefined;
    const isWide = isObjectType(type) && condition !== undefined && condition !== type && this.narrows(selectionSet);
    if (isWide) {
      const name = { kind: Kind.NAME as const, value: type.name };
      return {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: { kind: Kind.NAMED_TYPE, name },
        directives,
        selectionSet: this.written(selectionSet, type),
      };
    }
    // What is within a named fragment is written where that is defined.
    if (isSpread) return selection;
    const written = this.written(selectionSet, condition ?? type);
    return written === selectionSet ? selection : { ...selection, selectionSet: written };
  }

  /** Whether there is a fragment with a type of its own among the selections. */
  private narrows({ selections }: SelectionSetNode): boolean {
    return selections.some((selection) => {
      if (selection.kind !== Kind.INLINE_FRAGMENT) return selection.kind === Kind.FRAGMENT_SPREAD;
      return selection.typeCondition !== undefined || this.narrows(selection.selectionSet);
    });
  }
}
