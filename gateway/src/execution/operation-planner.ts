import { operationFromDocument, type Operation } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { codedError } from '#platform/errors/graphql-errors.js';
import { inStepSpanSync } from '#platform/traces/span-scope.js';
import type { PreparedOperation } from '../operations/prepared-operation.js';
import type { LoadedSupergraph } from '../supergraph/supergraph.js';

/** An operation with its plan. */
export interface PlannedOperation {
  plan: QueryPlan;
  /** The operation in the planner's own form. */
  operation: Operation;
}

/** Plans operations, each once, for all who run them. */
export class OperationPlanner {
  private readonly planner: QueryPlanner;
  // Plans live as long as the prepared operations that they belong to, which are bounded.
  private readonly planned = new WeakMap<PreparedOperation, PlannedOperation>();

  constructor(private readonly graph: LoadedSupergraph) {
    this.planner = new QueryPlanner(graph.supergraph);
  }

  /** The plan of an operation, if it was made. */
  kept(prepared: PreparedOperation): QueryPlan | undefined {
    return this.planned.get(prepared)?.plan;
  }

  /**
   * Plans an operation.
   * @throws GraphQLError TOO_EXPENSIVE when planning would not end
   */
  async plan(prepared: PreparedOperation): Promise<PlannedOperation> {
    let planned = this.planned.get(prepared);
    if (planned) return planned;
    const named = prepared.name === null ? {} : { operationName: prepared.name };
    try {
      const operation = operationFromDocument(this.graph.plannerSchema, prepared.document, named);
      planned = { plan: inStepSpanSync('graphql.plan', () => this.planner.buildQueryPlan(operation)), operation };
    } catch (error) {
      if (error instanceof Error && /Exceeded maximum|exceeds limit|reached the limit/.test(error.message))
        throw codedError('TOO_EXPENSIVE', 'The operation is too large to plan.');
      throw error;
    }
    this.planned.set(prepared, planned);
    return planned;
  }
}
