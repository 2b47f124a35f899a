import {
  execute,
  extendSchema,
  isObjectType,
  parse,
  type ExecutionResult as GraphqlResult,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { EventStream } from '../../src/execution/event-stream.js';
import type {
  EventStep,
  ExecutionRequest,
  ExecutionResult,
  Executor,
  ResultStream,
} from '../../src/execution/executor.js';
import { requirementOf, type Source, type SubgraphData } from './subgraph-data.js';

/** A subgraph's own view of a field. */
interface Owner {
  data: SubgraphData;
  type: GraphQLObjectType;
}

/**
 * The graph as if it were one service: graphql-js executes the client's operation over the data of all subgraphs, without
 * any plan, and works out what a field requires by executing its field set. What it answers is right by construction.
 */
export class WholeGraph implements Executor {
  private readonly schema: GraphQLSchema;
  private readonly owners = new Map<string, Owner>();

  /**
   * @param apiSchema what clients see
   * @param subgraphs in which a value is the same in each subgraph, and none is wrong
   * @param events of each subscription
   */
  constructor(
    apiSchema: GraphQLSchema,
    private readonly subgraphs: readonly SubgraphData[],
    private readonly events: number,
  ) {
    const entities = Object.keys(apiSchema.getTypeMap()).filter((name) => /^(E\d|M\d|Media$)/.test(name));
    // Where a field set is executed on an entity.
    const places = entities.map((name) => `at_${name}: ${name}`).join(' ');
    this.schema = extendSchema(apiSchema, parse(`extend type Query { ${places} }`));
  }

  async execute({ operation: { document, name }, variables }: ExecutionRequest): Promise<ExecutionResult> {
    const { data, errors } = await this.run(document, variables, name ?? undefined);
    return { data: JSON.stringify(data ?? null), ...(errors && { errors }) };
  }

  async subscribe<Result>(request: ExecutionRequest, step: EventStep<Result>): Promise<ResultStream<Result>> {
    const stream = new EventStream<Result>(
      this.events,
      () => new Error('too many events'),
      () => undefined,
    );
    for (let event = 0; event < this.events; event += 1) stream.push(await step(() => this.execute(request)));
    stream.end();
    return stream;
  }

  private async run(
    document: ReturnType<typeof parse>,
    variableValues: Readonly<Record<string, unknown>>,
    operationName?: string,
    at?: Source,
  ): Promise<GraphqlResult> {
    return execute({
      schema: this.schema,
      document,
      variableValues,
      operationName,
      contextValue: at,
      fieldResolver: this.resolve,
    });
  }

  private readonly resolve: GraphQLFieldResolver<Source | undefined, Source | undefined> = async (
    source,
    given,
    at,
    info,
  ) => {
    const { fieldName } = info;
    if (fieldName.startsWith('at_')) return at;
    const { data, type } = this.ownerOf(info.parentType, fieldName);
    const fieldSet = requirementOf(type, fieldName);
    let known = source;
    if (fieldSet) {
      const document = parse(`{ at_${type.name} { __typename ... on ${type.name} ${fieldSet} } }`);
      // What fails of it is null to the service that requires it.
      const { data: found } = await this.run(document, {}, undefined, source);
      const representation = JSON.parse(JSON.stringify(found![`at_${type.name}`])) as Source['representation'];
      known = { ...source!, representation: representation! };
    }
    const { schema } = data;
    const returnType = type.getFields()[fieldName]!.type;
    return concrete(data.resolve(known, given, undefined, { ...info, parentType: type, returnType, schema }));
  };

  private ownerOf(type: GraphQLObjectType, field: string): Owner {
    const key = `${type.name}.${field}`;
    let owner = this.owners.get(key);
    if (!owner) this.owners.set(key, (owner = this.findOwner(type, field)));
    return owner;
  }

  private findOwner(type: GraphQLObjectType, field: string): Owner {
    // A subgraph may see the objects of an interface as one type.
    for (const name of [type.name, ...type.getInterfaces().map((one) => one.name)])
      for (const data of this.subgraphs) {
        const own = data.schema.getType(name);
        if (!isObjectType(own)) continue;
        const found = own.getFields()[field];
        if (found && !found.astNode?.directives?.some((one) => one.name.value === 'external'))
          return { data, type: own };
      }
    throw new Error(`Nobody has ${type.name}.${field}.`);
  }
}

/** A value with the types that clients see. */
function concrete(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(concrete);
  if (typeof value !== 'object' || value === null) return value;
  const { __typename, identity } = value as Source;
  return __typename === 'Media' ? { ...value, __typename: `M${Number(identity.split('-')[1]) % 2}` } : value;
}
