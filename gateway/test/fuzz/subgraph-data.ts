import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  getNamedType,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
  visit,
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type VariableNode,
} from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { hashOf } from './seeded-random.js';

/** Chances of faults, each 0 to 1. */
export interface Faults {
  /** A resolver throws. */
  error: number;
  /** A resolver gives null, where null may be. */
  null: number;
  /** An entity is not found. */
  absent: number;
  /** A resolver gives null where none may be. */
  wrongNull: number;
  /** The whole request to a subgraph fails. */
  request: number;
  /** An error without a path stands beside the data. */
  pathless: number;
  /** A value of an answer is changed to one that does not fit. */
  lie: number;
}

/** What resolvers work on. */
export interface Source {
  __typename: string;
  identity: string;
  representation?: Record<string, unknown>;
}

/** A query with what faults go by: each list of entities is a part with a fate of its own. */
interface KnownQuery {
  document: DocumentNode;
  parts: { selection: string; name: string; representations: string }[];
}

const ids = 6;
const codes = ['NOT_FOUND', 'FORBIDDEN', 'BAD_USER_INPUT'] as const;

/**
 * A subgraph in this process whose every value is decided by a hash of where it stands, so that it answers the same
 * whatever the order or number of requests.
 */
export class SubgraphData {
  readonly schema: GraphQLSchema;
  private readonly queries = new Map<string, KnownQuery>();

  constructor(
    private readonly name: string,
    sdl: string,
    private readonly seed: string,
    private readonly faults: Faults,
    /** Whether all values are those of one graph: the same in each subgraph, and of nothing that was not required. */
    private readonly asOneGraph = false,
  ) {
    const typeDefs = parse(sdl);
    const resolvers: Record<string, unknown> = {};
    for (const type of Object.values(buildSubgraphSchema({ typeDefs }).getTypeMap())) {
      if (/^(E\d|M\d|Media$)/.test(type.name))
        resolvers[type.name] = {
          __resolveReference: (representation: Record<string, unknown>) => this.reference(representation),
        };
    }
    this.schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers as never });
  }

  /** Answers a request as its JSON text says, with data and errors as JSON has them. */
  async answer(body: string): Promise<{ data?: Record<string, unknown> | null; errors?: unknown[] }> {
    const { query, variables, operationName } = JSON.parse(body) as {
      query: string;
      variables: Record<string, unknown>;
      operationName?: string;
    };
    const { document, parts } = this.read(query);
    if (parts.some(({ selection }) => this.happens(this.faults.request, `request ${selection}`)))
      throw new Error('down');
    const result = await execute({
      schema: this.schema,
      document,
      variableValues: variables,
      operationName,
      fieldResolver: this.resolve,
    });
    const answer = JSON.parse(JSON.stringify(result)) as { data?: Record<string, unknown> | null; errors?: unknown[] };
    if (!answer.data) return answer;
    for (const { selection, name, representations } of parts) {
      if (this.happens(this.faults.pathless, `pathless ${selection}`))
        (answer.errors ??= []).push({ message: 'Somewhere.', extensions: { code: 'FORBIDDEN' } });
      const entities = answer.data[name];
      if (!representations || !Array.isArray(entities)) this.lie(answer.data, selection);
      else
        entities.forEach((entity, index) =>
          this.lie(entity, JSON.stringify(sorted((variables[representations] as unknown[])[index]))),
        );
    }
    return answer;
  }

  /** A request's lists of entities, or all of its root fields as one part. */
  private read(query: string): KnownQuery {
    let known = this.queries.get(query);
    if (known) return known;
    const document = parse(query, { noLocation: true });
    const fragments = new Map<string, FragmentDefinitionNode>();
    let operation: OperationDefinitionNode | undefined;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
      else operation = definition as OperationDefinitionNode;
    }
    // Neither names nor fragments: of the same selection, a part of a merged request has the fate of a request.
    const inlined = <Node extends ASTNode>(node: Node): Node =>
      visit<Node>(node, {
        FragmentSpread: ({ name, directives }) => {
          const { typeCondition, selectionSet } = fragments.get(name.value)!;
          return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: inlined(selectionSet) };
        },
      });
    const roots = operation!.selectionSet.selections;
    const parts = roots.flatMap((field) => {
      if (field.kind !== Kind.FIELD || field.name.value !== '_entities') return [];
      const value = field.arguments![0]!.value as VariableNode;
      const name = (field.alias ?? field.name).value;
      return [{ selection: print(inlined(field.selectionSet!)), name, representations: value.name.value }];
    });
    if (!parts.length)
      parts.push({ selection: print(inlined(operation!.selectionSet)), name: '', representations: '' });
    this.queries.set(query, (known = { document, parts }));
    return known;
  }

  private happens(probability: number, where: string): boolean {
    return (
      probability > 0 &&
      hashOf(`${this.seed} fault ${this.asOneGraph ? '' : this.name} ${where}`) / 4294967296 < probability
    );
  }

  /** Replaces some values by ones that do not fit. */
  private lie(value: unknown, where: string): void {
    if (!this.faults.lie || typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = `${where}.${key}`;
      if (this.happens(this.faults.lie, `lie ${at}`)) {
        const leaves = [null, 'a text', 17];
        const others = [null, 'a text', 17, { odd: true }, { __typename: 17 }, [], [[{}]], ['a text', { odd: true }]];
        const choices = typeof inner === 'object' ? others : leaves;
        (value as Record<string, unknown>)[key] = choices[hashOf(at) % choices.length];
      } else this.lie(inner, at);
    }
  }

  private reference(representation: Record<string, unknown>): Source | null {
    const { __typename, id, code } = representation as { __typename: string; id?: string; code?: string };
    const number = /\d+$/.exec(String(id ?? code))?.[0];
    const identity = __typename.startsWith('M') ? `Media-${number}` : `${__typename}-${number}`;
    // As one graph there are no references.
    if (!this.asOneGraph && this.happens(this.faults.error, `reference ${identity}`))
      throw codedError('NOT_FOUND', `No ${identity}.`);
    if (this.happens(this.faults.absent, `no reference ${identity}`)) return null;
    return { __typename: this.concrete(__typename, identity), identity, representation };
  }

  /** What a field of an entity, a value or a root is here. */
  readonly resolve: GraphQLFieldResolver<Source | undefined, unknown> = (source, given, _context, info) => {
    const { fieldName, parentType, returnType, schema } = info;
    const identity = source?.identity ?? parentType.name;
    if (/^[EM]/.test(parentType.name) && source) {
      const number = identity.split('-')[1];
      if (fieldName === 'id') return identity;
      if (fieldName === 'code') return `c${number}`;
    }
    const at = `${identity}.${fieldName}(${JSON.stringify(given)})`;
    // Where none may be null, a fault takes along what others require of the object: that depends on the plan.
    if (!(this.asOneGraph && isNonNullType(returnType)) && this.happens(this.faults.error, at)) {
      const pick = hashOf(at) % 4;
      throw pick < 3 ? codedError(codes[pick]!, `Fault at ${at}.`) : new GraphQLError(`Fault at ${at}.`);
    }
    if (fieldName.includes('_needs')) {
      // What was required is part of the value, so that a wrong representation shows.
      const { __typename, id, code, ...rest } = source?.representation ?? {};
      const required = this.asOneGraph ? selected(rest, requirementOf(parentType, fieldName)!) : rest;
      if (getNamedType(returnType).name === 'String') return JSON.stringify(sorted(required));
      return {
        __typename: getNamedType(returnType).name,
        identity: `${getNamedType(returnType).name}-${hashOf(JSON.stringify(sorted(required))) % ids}`,
      };
    }
    return this.value(returnType, `${this.seed} ${at}`, schema);
  };

  private value(type: GraphQLOutputType, at: string, schema: GraphQLSchema): unknown {
    const hash = hashOf(at);
    if (isNonNullType(type))
      return this.happens(this.faults.wrongNull, `null ${at}`) ? null : this.present(type.ofType, at, hash, schema);
    return this.happens(this.faults.null, `null ${at}`) ? null : this.present(type, at, hash, schema);
  }

  private present(type: GraphQLOutputType, at: string, hash: number, schema: GraphQLSchema): unknown {
    if (isListType(type))
      return Array.from({ length: hash % 4 }, (_, index) =>
        this.value(type.ofType as GraphQLOutputType, `${at}[${index}]`, schema),
      );
    const named = getNamedType(type);
    if (isEnumType(named)) return named.getValues()[hash % 3]!.name;
    if (isAbstractType(named)) {
      const possible = [...schema.getPossibleTypes(named)].sort((one, other) => (one.name < other.name ? -1 : 1));
      return this.object(possible[hash % possible.length]!.name, at);
    }
    if (isObjectType(named)) return this.object(named.name, at);
    switch (named.name) {
      case 'Int':
        return (hash % 2000) - 1000;
      case 'Float':
        return (hash % 1000) / 8;
      case 'Boolean':
        return hash % 2 === 0;
      case 'ID':
        return `id${hash % 100}`;
      case 'Json':
        return [{ a: [1, { b: null }] }, 'text "quoted"', 3.5, true, [], {}][hash % 6];
      default:
        return ['', 'plain', 'quote " and \\ and \n', 'Ünïcödé 山田', '__proto__'][hash % 5];
    }
  }

  /** Type of an entity here: a `Media` is of one of two types, unless the subgraph sees them all as one. */
  private concrete(typename: string, identity: string): string {
    if (!typename.startsWith('M') || isObjectType(this.schema.getType('Media'))) return typename;
    return `M${Number(identity.split('-')[1]) % 2}`;
  }

  private object(typename: string, at: string): Source {
    if (typename.startsWith('M')) {
      const identity = `Media-${hashOf(`${at}!`) % ids}`;
      return { __typename: this.concrete(typename, identity), identity };
    }
    const identity = typename.startsWith('E') ? `${typename}-${hashOf(`${at}!`) % ids}` : `${typename}@${hashOf(at)}`;
    return { __typename: typename, identity };
  }
}

/** The field set that a field requires, in braces; undefined where it requires none. */
export function requirementOf(type: GraphQLObjectType, field: string): string | undefined {
  const directive = type.getFields()[field]?.astNode?.directives?.find(({ name }) => name.value === 'requires');
  const fields = directive?.arguments?.[0]?.value;
  return fields?.kind === Kind.STRING ? `{ ${fields.value} }` : undefined;
}

function selected(value: unknown, fieldSet: string): Record<string, unknown> {
  const select = (inner: unknown, { selections }: SelectionSetNode): unknown => {
    if (Array.isArray(inner)) return inner.map((element) => select(element, { kind: Kind.SELECTION_SET, selections }));
    if (typeof inner !== 'object' || inner === null) return inner;
    const pairs = selections.flatMap((selection) => {
      if (selection.kind !== Kind.FIELD) throw new Error('The fuzzer requires no fragments.');
      const { [selection.name.value]: found = 'missing' } = inner as Record<string, unknown>;
      return [[selection.name.value, selection.selectionSet ? select(found, selection.selectionSet) : found]];
    });
    return Object.fromEntries(pairs) as unknown;
  };
  const [operation] = parse(fieldSet).definitions as [OperationDefinitionNode];
  return select(value, operation.selectionSet) as Record<string, unknown>;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
