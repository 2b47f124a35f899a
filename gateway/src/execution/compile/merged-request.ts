import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type NameNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import { fetchShape, type FetchShape } from './failure-paths.js';

/** One request in place of several that ask a subgraph for entities. */
export interface MergedRequest {
  /** What the body begins with, up to the variables. */
  bodyHead: string;
  shape: FetchShape;
  /** By part: response name of its `_entities`, and its variable for representations. */
  aliases: readonly string[];
  representations: readonly string[];
  /** The client's variables that any part uses. */
  variableUsages: readonly string[];
}

/** A fetch of a plan, by its number in it. */
interface NumberedFetch {
  number: number;
  node: FetchNode;
}

/** Most requests of one operation that are kept: which steps meet depends on which subgraph is faster. */
const keptRequests = 32;

/** Writes an operation's merged requests, each combination once. */
export class MergedRequests {
  private readonly kept = new BoundedCache<string, MergedRequest>(keptRequests);

  constructor(private readonly schema: GraphQLSchema) {}

  /** The request in place of those of several steps. */
  of(steps: readonly NumberedFetch[]): MergedRequest {
    const key = steps.map(({ number }) => number).join(' ');
    let request = this.kept.get(key);
    if (!request)
      this.kept.set(
        key,
        (request = mergeRequests(
          steps.map(({ node }) => node),
          this.schema,
        )),
      );
    return request;
  }
}

interface ParsedFetch {
  operation: OperationDefinitionNode;
  fragments: FragmentDefinitionNode[];
  entities: FieldNode;
}

/** Whether a fetch asks for entities and nothing else, in a way that can stand beside others in one request. */
export function isMergeable(node: FetchNode): boolean {
  return node.requires !== undefined && node.operationKind === 'query' && parseFetch(node) !== undefined;
}

function parseFetch(node: FetchNode): ParsedFetch | undefined {
  const { definitions } = parse(node.operation, { noLocation: true });
  const fragments: FragmentDefinitionNode[] = [];
  let operation: OperationDefinitionNode | undefined;
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.push(definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition;
  }
  const [entities, another] = operation?.selectionSet.selections ?? [];
  if (!operation || operation.directives?.length || another || entities?.kind !== Kind.FIELD) return undefined;
  if (entities.name.value !== '_entities' || entities.alias || entities.directives?.length) return undefined;
  return { operation, fragments, entities };
}

/**
 * Writes the request that asks for the entities of several fetches, each under a name of its own. The client's variables
 * keep their names: within one operation a name stands for one value. Fragments of one name that differ are renamed.
 * @param nodes fetches for which `isMergeable` holds, to one subgraph
 * @param schema of the supergraph
 */
export function mergeRequests(nodes: readonly FetchNode[], schema: GraphQLSchema): MergedRequest {
  const variableUsages = [...new Set(nodes.flatMap((node) => node.variableUsages ?? []))];
  let prefix = 'r';
  while (variableUsages.some((name) => name.startsWith(prefix))) prefix = `_${prefix}`;
  const aliases = nodes.map((_, index) => `_${index}`);
  const representations = nodes.map((_, index) => `${prefix}${index}`);

  const selections: FieldNode[] = [];
  const variables = new Map<string, VariableDefinitionNode>();
  const fragments = new Map<string, { text: string; definition: FragmentDefinitionNode }>();
  nodes.forEach((node, index) => {
    const parsed = parseFetch(node)!;
    const texts = new Map(parsed.fragments.map((definition) => [definition.name.value, print(definition)]));
    // A fragment may spread others, so that either all keep their names or none.
    const clash = [...texts].some(([name, text]) => (fragments.get(name)?.text ?? text) !== text);
    const names = new Map<string, string>();
    for (const name of texts.keys()) names.set(name, clash ? freeName(`${name}_${index}`, fragments, texts) : name);
    const renamed = <Node extends FieldNode | FragmentDefinitionNode | VariableDefinitionNode>(root: Node): Node =>
      visit<Node>(root, {
        FragmentDefinition: (definition) => ({ ...definition, name: nameNode(names.get(definition.name.value)!) }),
        FragmentSpread: (spread) => ({ ...spread, name: nameNode(names.get(spread.name.value)!) }),
        Variable: (variable) =>
          variable.name.value === 'representations'
            ? { ...variable, name: nameNode(representations[index]!) }
            : undefined,
      });
    for (const definition of parsed.fragments) {
      const named = renamed(definition);
      fragments.set(named.name.value, { text: texts.get(definition.name.value)!, definition: named });
    }
    for (const definition of parsed.operation.variableDefinitions ?? []) {
      const named = renamed(definition);
      variables.set(named.variable.name.value, named);
    }
    selections.push({ ...renamed(parsed.entities), alias: nameNode(aliases[index]!) });
  });

  const { operationName } = nodes[0]!;
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: 'query' as OperationDefinitionNode['operation'],
    ...(operationName && { name: nameNode(operationName) }),
    variableDefinitions: [...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  const definitions = [operation, ...[...fragments.values()].map(({ definition }) => definition)];
  const query = stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions }));
  return {
    bodyHead: `{"query":${JSON.stringify(query)},${
      operationName ? `"operationName":${JSON.stringify(operationName)},` : ''
    }"variables":{`,
    shape: fetchShape(query, schema),
    aliases,
    representations,
    variableUsages,
  };
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

function freeName(wanted: string, ...taken: readonly ReadonlyMap<string, unknown>[]): string {
  let name = wanted;
  while (taken.some((names) => names.has(name))) name = `${name}_`;
  return name;
}
