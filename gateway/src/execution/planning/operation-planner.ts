import { operationFromDocument, type Operation, type Schema } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import { print, type DocumentNode } from 'graphql';
import { inStepSpan } from '#platform/traces/span-scope.js';
import type { PreparedOperation } from '../../operations/prepared-operation.js';
import type { ExecutionRequest } from '../executor.js';
import type { JsonObject } from '../own-property.js';
import type { ClientAliases } from './client-aliases.js';
import type { DecidedConditions } from './decided-conditions.js';
import { withObjectFragments } from './object-fragments.js';
import type { BuiltPlan } from './plan-builder.js';
import type { PlanSource } from './planning-workers.js';

/** An operation with its plan. */
export interface PlannedOperation extends BuiltPlan {
  /** The operation as it was planned, and with it all data that it gathers: some aliases are not the client's. */
  document: DocumentNode;
  /** The same in the planner's own form. */
  operation: Operation;
  /** The client's aliases by those in their place. */
  clientNames: ReadonlyMap<string, string>;
  /** The same for paths of errors, with the graph's names of required fields that have another in the data. */
  pathNames: ReadonlyMap<string, string>;
}

/** Has operations planned, each once, for all who run them. */
export class OperationPlanner {
  // Plans live as long as the prepared operations that they belong to, which are bounded.
  private readonly planned = new WeakMap<PreparedOperation, PlannedOperation | Promise<PlannedOperation>>();

  /** @param schema what clients see, in the planner's own form */
  constructor(
    private readonly schema: Schema,
    private readonly aliases: ClientAliases,
    private readonly conditions: DecidedConditions,
    private readonly source: PlanSource,
  ) {}

  /** The request with its operation as it is to be planned; planning again is no matter. */
  decided(request: ExecutionRequest): ExecutionRequest {
    const operation = this.conditions.decide(request.operation, request.variables);
    return operation === request.operation ? request : { ...request, operation };
  }

  /** Whether an operation has no plan without the values of its variables. */
  isUndecided(prepared: PreparedOperation): boolean {
    return this.conditions.has(prepared);
  }

  /** The plan of an operation with these variables, if it was made. */
  kept(prepared: PreparedOperation, variables: Readonly<JsonObject>): QueryPlan | undefined {
    const known = this.planned.get(this.conditions.decide(prepared, variables));
    return known instanceof Promise ? undefined : known?.plan;
  }

  /**
   * Plans an operation.
   * @param prepared as `decided` has it
   * @param client whose turn it takes where plans have to be waited for
   * @throws GraphQLError TOO_EXPENSIVE when there is too much to plan, RATE_LIMITED when too many plans are waited for,
   * OPERATION_PLANNING_FAILURE where no plan is right
   */
  plan(prepared: PreparedOperation, client: string): PlannedOperation | Promise<PlannedOperation> {
    const known = this.planned.get(prepared);
    if (known) return known;
    const planning = this.build(prepared, client);
    this.planned.set(prepared, planning);
    planning.then(
      (planned) => this.planned.set(prepared, planned),
      () => this.planned.delete(prepared),
    );
    return planning;
  }

  private async build(prepared: PreparedOperation, client: string): Promise<PlannedOperation> {
    const { name } = prepared;
    const { document, clientNames } = this.aliases.apart(withObjectFragments(prepared.document, this.schema));
    // Written out anew: the operation may be a part of the document that the client sent.
    const task = { document: print(document), operationName: name };
    const built = await inStepSpan('graphql.plan', () => this.source.plan(client, task));
    const operation = operationFromDocument(this.schema, document, name === null ? {} : { operationName: name });
    const names = { ...built.required, ...built.renamed };
    // What the planner renamed may be a name in the client's place.
    const pathNames = new Map([
      ...clientNames,
      ...Object.entries(names).map(([own, name]) => [own, clientNames.get(name) ?? name] as const),
    ]);
    return { ...built, document, operation, clientNames, pathNames };
  }
}
