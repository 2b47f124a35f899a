import {
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { PreparedOperation } from '../operations/prepared-operation.js';

/** An operation in two: what it asks of the schema, and what of the graph. */
export interface IntrospectionParts {
  introspection: PreparedOperation;
  rest: PreparedOperation;
  /** Names of the first level of the response, in their order. */
  names: readonly string[];
}

const metaFields = new Set([SchemaMetaFieldDef.name, TypeMetaFieldDef.name]);

/** Parts a query that asks for the schema beside other fields. */
export function partIntrospection(prepared: PreparedOperation): IntrospectionParts {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of prepared.document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const names = new Set<string>();
  const only = (set: SelectionSetNode, isMeta: boolean): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) {
        names.add((selection.alias ?? selection.name).value);
        return metaFields.has(selection.name.value) === isMeta ? [selection] : [];
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection;
      const selectionSet = only(fragment.selectionSet, isMeta);
      const { typeCondition } = fragment;
      if (!selectionSet.selections.length) return [];
      return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives: selection.directives, selectionSet }];
    }),
  });
  const part = (isMeta: boolean): PreparedOperation => {
    const selectionSet = only(prepared.operation.selectionSet, isMeta);
    const { operation, document } = withWhatIsUsed({ ...prepared.operation, selectionSet }, fragments);
    const introspection = isMeta && prepared.introspection ? { ...prepared.introspection, isAlone: true } : undefined;
    return { ...prepared, document, operation, introspection };
  };
  return { introspection: part(true), rest: part(false), names: [...names] };
}

/** An operation and its document, without variables and fragments that nothing in it uses any more. */
function withWhatIsUsed(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): { operation: OperationDefinitionNode; document: DocumentNode } {
  const used = new Set<string>();
  const seen = new Set<string>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void used.add(name.value),
      FragmentSpread: ({ name }) => {
        if (seen.has(name.value)) return;
        seen.add(name.value);
        collect(fragments.get(name.value)!);
      },
    });
  };
  collect(operation);
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  const reduced = { ...operation, ...(variableDefinitions && { variableDefinitions }) };
  const spread = [...seen].map((name) => fragments.get(name)!);
  return { operation: reduced, document: { kind: Kind.DOCUMENT, definitions: [reduced, ...spread] } };
}

/** Puts the data of both parts together, as JSON text. */
export function joinedData({ names }: IntrospectionParts, introspection: string, rest: string): string {
  if (rest === 'null') return rest;
  const parts = [JSON.parse(rest), JSON.parse(introspection)] as Record<string, unknown>[];
  const members = names.flatMap((name) => {
    const part = parts.find((one) => Object.hasOwn(one, name));
    return part ? [`${JSON.stringify(name)}:${JSON.stringify(part[name])}`] : [];
  });
  return `{${members.join()}}`;
}
