import type { QueryPlan } from '@apollo/query-planner';
import { currentRequest } from '#platform/logging/request-context.js';
import { tracer } from '#platform/traces/tracer.js';
import type { ClientResult } from '../operations/client-result.js';
import type { OperationRequest } from '../operations/operation-request.js';
import type { PreparedOperation } from '../operations/prepared-operation.js';
import type { FetchTimes } from './fetch-times.js';
import { outcomeOf, type OperationMetrics } from './operation-metrics.js';
import type { SlowOperations } from './slow-operations.js';

/** What operations are observed with. */
export interface OperationObserverOptions {
  metrics: OperationMetrics;
  slow: SlowOperations;
  fetchTimes: FetchTimes;
  /** Milliseconds from which an operation is slow; 0 for never. */
  slowFrom: number;
  /** The plan of an operation with its variables, if it has one. */
  planOf: (operation: PreparedOperation, variables: Readonly<Record<string, unknown>>) => QueryPlan | undefined;
}

/** What an event is counted as that could not be executed: a fault of ours. */
const failedEvent: ClientResult = { errors: [{ message: '', extensions: { code: 'INTERNAL' } }] };

/** Sees operations begin and end, and events of subscriptions: metrics, the name of the trace's span, the log of slow ones. */
export class OperationObserver {
  constructor(private readonly options: OperationObserverOptions) {}

  /** Begins to observe an operation. @returns when it began, for `end` */
  begin(operation: PreparedOperation, { requestId }: OperationRequest): number {
    this.nameSpan(operation);
    if (this.options.slowFrom) this.options.fetchTimes.begin(requestId);
    return performance.now();
  }

  /** Ends it. @param started what `begin` gave */
  end(operation: PreparedOperation, request: OperationRequest, result: ClientResult, started: number): void {
    const { metrics } = this.options;
    const milliseconds = performance.now() - started;
    metrics.observe(operation, result, milliseconds / 1000);
    if (tracer) {
      const span = currentRequest()?.span;
      span?.setAttribute('graphql.outcome', outcomeOf(result));
      // What follows until the span ends is the writing of the answer.
      span?.addEvent('executed');
    }
    this.reportSlow(operation, request, result, milliseconds);
  }

  /**
   * Observes the execution of one event of a subscription: once for all who read the stream. What subscribers are
   * waiting for in between does not count.
   * @param execute gives what subscribers are told; where it fails, the stream does
   */
  async event<Result extends ClientResult>(
    operation: PreparedOperation,
    request: OperationRequest,
    execute: () => Promise<Result>,
  ): Promise<Result> {
    const { metrics, slowFrom, fetchTimes } = this.options;
    if (slowFrom) fetchTimes.begin(request.requestId);
    const started = performance.now();
    let result: ClientResult = failedEvent;
    try {
      const executed = await execute();
      result = executed;
      return executed;
    } finally {
      const milliseconds = performance.now() - started;
      metrics.observeEvent(operation, result, milliseconds / 1000);
      this.reportSlow(operation, request, result, milliseconds);
    }
  }

  private reportSlow(
    operation: PreparedOperation,
    request: OperationRequest,
    result: ClientResult,
    milliseconds: number,
  ): void {
    const { metrics, slow, slowFrom, planOf, fetchTimes } = this.options;
    if (!slowFrom) return;
    const fetches = fetchTimes.end(request.requestId);
    if (milliseconds < slowFrom) return;
    const outcome = outcomeOf(result);
    const label = metrics.labelOf(operation);
    slow.report({
      label,
      operation,
      request,
      milliseconds,
      outcome,
      fetches,
      plan: planOf(operation, request.variables ?? {}),
    });
  }

  /** Names the span of the request after the operation, by OpenTelemetry's conventions for GraphQL servers. */
  nameSpan(operation: PreparedOperation): void {
    const span = tracer && currentRequest()?.span;
    if (!span) return;
    const type = operation.operation.operation;
    // The name of a span is to be one of few; the attribute has the operation's own.
    span.updateName(`${type} ${this.options.metrics.labelOf(operation)}`);
    span.setAttribute('graphql.operation.type', type);
    if (operation.name !== null) span.setAttribute('graphql.operation.name', operation.name);
  }
}
