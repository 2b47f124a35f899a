import type { Operation } from '@apollo/federation-internals';
import type { GraphQLFormattedError } from 'graphql';
import type { PlanNode } from '@apollo/query-planner';
import type { PreparedOperation } from '../operations/prepared-operation.js';
import { AbsentEntities } from './absent-entities.js';
import type { ExecutionRequest, ExecutionResult, Executor, ResultStream } from './executor.js';
import { startDeadline } from './deadline.js';
import { fetchSteps, type FetchStep } from './fetch-steps.js';
import { MergedRequests } from './merged-request.js';
import type { JsonObject } from './own-property.js';
import { PlanExecutor, type PlanExecutorOptions } from './plan-executor.js';
import { ResponseShaper } from './response-shaper.js';
import { shapeByApollo } from './apollo-shaping.js';
import { runSteps } from './step-schedule.js';

/** An operation with all that can be known before it runs. */
interface CompiledOperation {
  steps: readonly FetchStep[];
  merged: MergedRequests;
  shaper: ResponseShaper;
  operation: Operation;
}

/**
 * Runs queries and mutations by compiled steps and a compiled shaper. What is not understood here (introspection,
 * subscriptions, rare parts of plans) runs on Apollo's execution, and data that is not plainly right is shaped by it, so
 * that correctness does not depend on what is fast.
 */
export class FastExecutor implements Executor {
  private readonly stock: PlanExecutor;
  // Like plans: as long as the prepared operations that they belong to. Null where stock execution takes over.
  private readonly compiled = new WeakMap<PreparedOperation, CompiledOperation | null>();

  /** How often each way was taken. */
  readonly taken = { stock: 0, shaped: 0, shapedByApollo: 0 };

  constructor(private readonly options: PlanExecutorOptions) {
    this.stock = new PlanExecutor(options);
  }

  async execute(request: ExecutionRequest): Promise<ExecutionResult> {
    const compiled = this.compiled.get(request.operation) ?? (await this.compile(request));
    if (!compiled) {
      this.taken.stock += 1;
      return this.stock.execute(request);
    }
    const { graph, logger, subgraphs, timeout } = this.options;
    const errors: GraphQLFormattedError[] = [];
    const data = Object.create(null) as JsonObject;
    const absent = new AbsentEntities();
    if (compiled.steps.length) {
      const deadline = startDeadline(timeout, request.signal);
      try {
        const { merged, operation, steps } = compiled;
        const schema = graph.supergraphSchema;
        await runSteps(
          steps,
          { operation, schema, subgraphs, merged, request, deadline, data, errors, absent },
          timeout,
        );
      } finally {
        deadline.clear();
      }
    }
    const shaped = compiled.shaper.shape(data, request.variables);
    if (shaped) {
      this.taken.shaped += 1;
      const text = JSON.stringify(shaped);
      return errors.length ? { data: text, errors } : { data: text };
    }
    this.taken.shapedByApollo += 1;
    const ownLogger = logger.child({ requestId: request.requestId });
    const answer = shapeByApollo(compiled.operation, data, request.variables, errors, absent, ownLogger);
    return { ...answer, data: JSON.stringify(answer.data) };
  }

  subscribe(request: ExecutionRequest): Promise<ResultStream> {
    return this.stock.subscribe(request);
  }

  private async compile({ operation: prepared, client }: ExecutionRequest): Promise<CompiledOperation | null> {
    const kept = this.compiled.get(prepared);
    if (kept !== undefined) return kept;
    const { graph, planner } = this.options;
    const { plan, order, operation } = await planner.plan(prepared, client);
    // Others who waited for the same plan may have come first.
    const meanwhile = this.compiled.get(prepared);
    if (meanwhile !== undefined) return meanwhile;
    const steps = plan.node ? fetchSteps(plan.node as PlanNode, graph.supergraphSchema, order) : [];
    const shaper = new ResponseShaper(operation);
    const compiled =
      steps && shaper.able ? { steps, merged: new MergedRequests(graph.supergraphSchema), shaper, operation } : null;
    this.compiled.set(prepared, compiled);
    return compiled;
  }
}
