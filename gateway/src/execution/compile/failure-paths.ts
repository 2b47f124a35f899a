import {
  Kind,
  parse,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import { readStructure, type AnswerStructure } from './answer-structure.js';

/** What a request to a subgraph asks for, as far as checks and errors need it. */
export interface FetchShape {
  kind: 'query' | 'mutation' | 'subscription';
  /** Response names of the root fields; none where the request asks for entities. */
  rootFields: readonly string[];
  /** Response names on entities, by type; undefined where the request asks for none. */
  entityFields: ReadonlyMap<string, readonly string[]> | undefined;
  structure: AnswerStructure;
}

const keptBySchema = new WeakMap<GraphQLSchema, BoundedCache<string, FetchShape>>();

/**
 * Finds what a request asks for. Its text comes from a plan, so that few texts come often.
 * @param schema of the supergraph, with all that subgraphs can be asked for
 */
export function fetchShape(query: string, schema: GraphQLSchema): FetchShape {
  let kept = keptBySchema.get(schema);
  if (!kept) keptBySchema.set(schema, (kept = new BoundedCache(2_000)));
  let shape = kept.get(query);
  if (!shape) kept.set(query, (shape = readShape(query, schema)));
  return shape;
}

function readShape(query: string, schema: GraphQLSchema): FetchShape {
  const document = parse(query, { noLocation: true });
  const operation = document.definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const rootFields = new Set<string>();
  const entityFields = new Map<string, Set<string>>();
  let entities = false;

  const collect = (
    selectionSet: SelectionSetNode,
    onField: (name: string, type: string, below?: SelectionSetNode) => void,
    type = '',
  ): void => {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD)
        onField((selection.alias ?? selection.name).value, type, selection.selectionSet);
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        collect(selection.selectionSet, onField, selection.typeCondition?.name.value ?? type);
      else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet, onField, fragment.typeCondition.name.value);
      }
    }
  };
  collect(operation.selectionSet, (name, _type, below) => {
    if (name !== '_entities' || !below) return void (name === '__typename' || rootFields.add(name));
    entities = true;
    collect(below, (field, type) => {
      if (field === '__typename') return;
      const fields = entityFields.get(type) ?? new Set();
      entityFields.set(type, fields.add(field));
    });
  });
  return {
    kind: operation.operation,
    rootFields: [...rootFields],
    entityFields: entities ? new Map([...entityFields].map(([type, fields]) => [type, [...fields]])) : undefined,
    structure: readStructure(
      operation.selectionSet,
      schema.getRootType(operation.operation) ?? undefined,
      schema,
      fragments,
    ),
  };
}

/** Most paths that one failed request is reported at. */
const maxPaths = 20;

/**
 * Paths, within a subgraph's answer, of all that a failed request leaves empty: an error is told at each, so that a
 * client can tell a field that failed from one that is null.
 */
export function failurePaths(shape: FetchShape, representations: readonly unknown[]): (string | number)[][] {
  if (!shape.entityFields) return shape.rootFields.slice(0, maxPaths).map((field) => [field]);
  const paths: (string | number)[][] = [];
  for (const [index, representation] of representations.entries()) {
    const { __typename: typename } = representation as { __typename: string };
    for (const field of shape.entityFields.get(typename) ?? [...shape.entityFields.values()].flat()) {
      if (paths.length === maxPaths) return paths;
      paths.push(['_entities', index, field]);
    }
  }
  return paths;
}
