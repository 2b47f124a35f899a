import type { Operation } from '@apollo/federation-internals';
import type { GraphQLFormattedError } from 'graphql';
import type { SubscriptionNode } from '@apollo/query-planner';
import { inEventSpan } from '#platform/traces/span-scope.js';
import type { PreparedOperation } from '../operations/prepared-operation.js';
import { AbsentEntities } from './merge/absent-entities.js';
import type { EventStep, ExecutionRequest, ExecutionResult, Executor, ResultStream } from './executor.js';
import { startDeadline } from './fetch/deadline.js';
import { mapStream } from './event-stream.js';
import { fetchSteps, type FetchStep } from './compile/fetch-steps.js';
import { MergedRequests } from './compile/merged-request.js';
import type { JsonObject } from './own-property.js';
import { PlanExecutor, type PlanExecutorOptions } from './fallback/plan-executor.js';
import type { ResponsePath } from './shape/data-check.js';
import { ResponseWriter } from './shape/response-writer.js';
import { shapeByApollo } from './fallback/apollo-shaping.js';
import { maxMisfits, misfitErrors } from './fallback/misfits.js';
import type { RunContext } from './run/run-context.js';
import { runSteps } from './run/step-schedule.js';
import type { SubgraphAnswer } from './fetch/subgraph-answer.js';
import { errorsWithClientNames, withClientNames } from './planning/client-aliases.js';
import { eventPlan, openPrimary } from './planning/subscription-plan.js';

/** An operation with all that can be known before it runs. */
interface CompiledOperation {
  steps: readonly FetchStep[];
  merged: MergedRequests;
  writer: ResponseWriter;
  operation: Operation;
  /** The client's aliases by those in their place in the operation. */
  clientNames: ReadonlyMap<string, string>;
  /** The same for paths of errors. */
  pathNames: ReadonlyMap<string, string>;
}

/**
 * Runs operations, and events of subscriptions, by compiled steps and a compiled writer. What is not understood here
 * (introspection, rare parts of plans) runs on Apollo's execution, and data that is not plainly right is shaped by it,
 * so that correctness does not depend on what is fast.
 */
export class FastExecutor implements Executor {
  private readonly stock: PlanExecutor;
  // Like plans: as long as the prepared operations that they belong to. Null where stock execution takes over.
  private readonly compiled = new WeakMap<PreparedOperation, CompiledOperation | null>();

  /** How often each way was taken. */
  readonly taken = { stock: 0, written: 0, shapedByApollo: 0 };

  constructor(private readonly options: PlanExecutorOptions) {
    this.stock = new PlanExecutor(options);
  }

  execute(undecided: ExecutionRequest): Promise<ExecutionResult> {
    const request = this.options.planner.decided(undecided);
    const compiled = this.compiled.get(request.operation);
    return compiled ? this.run(compiled, request) : this.executeAnew(request);
  }

  private async executeAnew(request: ExecutionRequest): Promise<ExecutionResult> {
    const compiled = await this.compile(request);
    if (!compiled) {
      this.taken.stock += 1;
      return this.stock.execute(request);
    }
    return this.run(compiled, request);
  }

  async subscribe<Result>(undecided: ExecutionRequest, step: EventStep<Result>): Promise<ResultStream<Result>> {
    const request = this.options.planner.decided(undecided);
    const compiled = this.compiled.get(request.operation) ?? (await this.compile(request));
    if (!compiled) {
      this.taken.stock += 1;
      return this.stock.subscribe(request, step);
    }
    const { plan } = await this.options.planner.plan(request.operation, request.client);
    const events = openPrimary(plan.node as SubscriptionNode, request, this.options.upstream);
    return mapStream(events, (event) =>
      step(async () => ({
        ...(await inEventSpan('subscription event', () => this.run(compiled, request, event), event.traceparent)),
        position: event.position,
      })),
    );
  }

  private async run(
    compiled: CompiledOperation,
    request: ExecutionRequest,
    event?: SubgraphAnswer,
  ): Promise<ExecutionResult> {
    const { graph, logger, subgraphs, timeout } = this.options;
    const { clientNames, merged, operation, pathNames, steps, writer } = compiled;
    const errors: GraphQLFormattedError[] = [];
    const data = Object.create(null) as JsonObject;
    const absent = new AbsentEntities();
    let plain = true;
    if (steps.length) {
      const deadline = startDeadline(timeout, request.signal);
      const context: RunContext = {
        operation,
        schema: graph.supergraphSchema,
        subgraphs,
        merged,
        request,
        event,
        deadline,
        data,
        errors,
        absent,
        sharedPlaces: new Map(),
        plain,
      };
      try {
        await runSteps(steps, context, timeout);
        ({ plain } = context);
      } finally {
        deadline.clear();
      }
    }
    const told = (message: string, paths: readonly ResponsePath[]): GraphQLFormattedError[] =>
      misfitErrors(
        paths.map((path) => ({ message, path })),
        logger.child({ requestId: request.requestId }),
      );
    // What failed or was not found has left fields out for a reason, which is told elsewhere.
    const missing = (): readonly GraphQLFormattedError[] =>
      errors.length || !absent.isEmpty
        ? errors
        : told('The field is missing.', writer.missing(data, request.variables, maxMisfits));
    const written = writer.write(data, request.variables, plain);
    if (written) {
      this.taken.written += 1;
      const found = written.misses ? missing() : errors;
      return found.length
        ? { data: written.text, errors: errorsWithClientNames(found, pathNames) }
        : { data: written.text };
    }
    this.taken.shapedByApollo += 1;
    const refused = writer.coerce(data, request.variables);
    const ownLogger = logger.child({ requestId: request.requestId });
    const answer = shapeByApollo(operation, data, request.variables, errors, absent, ownLogger);
    // Beside other errors Apollo tells of no value that does not fit: what has been taken out here is told here.
    const besides = errors.length ? told('The number does not fit.', refused) : [];
    const found = answer.errors ? [...answer.errors, ...besides] : missing();
    return {
      data: JSON.stringify(withClientNames(answer.data, operation, clientNames)),
      ...(found.length && { errors: errorsWithClientNames(found, pathNames) }),
    };
  }

  private async compile({ operation: prepared, client }: ExecutionRequest): Promise<CompiledOperation | null> {
    const kept = this.compiled.get(prepared);
    if (kept !== undefined) return kept;
    const { graph, planner } = this.options;
    const { plan, order, operation, clientNames, pathNames } = await planner.plan(prepared, client);
    // Others who waited for the same plan may have come first.
    const meanwhile = this.compiled.get(prepared);
    if (meanwhile !== undefined) return meanwhile;
    const node = plan.node?.kind === 'Subscription' ? eventPlan(plan.node) : plan.node;
    const steps = node ? fetchSteps(node, graph.supergraphSchema, order) : [];
    const shared = new Set(steps?.flatMap(({ sharedPath }) => sharedPath ?? []));
    const writer = new ResponseWriter(operation, shared, clientNames);
    const merged = new MergedRequests(graph.supergraphSchema);
    const compiled = steps && writer.able ? { steps, merged, writer, operation, clientNames, pathNames } : null;
    this.compiled.set(prepared, compiled);
    return compiled;
  }
}
