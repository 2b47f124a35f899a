import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import type { ExecutionRequest, ResultStream, UpstreamEvents } from '../executor.js';
import type { SubgraphAnswer } from '../fetch/subgraph-answer.js';

/** Name under which the event of a subscription takes the place of a subgraph; no subgraph can have it. */
export const eventSource = '<event>';

/**
 * The plan of one event. For a subscription the planner splits the operation in two: `primary`, which one subgraph
 * streams, and `rest`, the joins. An event is executed as the plan [primary, rest] whose primary fetch is answered by
 * the event.
 */
export function eventPlan({ primary, rest }: SubscriptionNode): PlanNode {
  const fromEvent: FetchNode = { ...primary, serviceName: eventSource };
  return { kind: 'Sequence', nodes: rest ? [fromEvent, rest] : [fromEvent] };
}

/** Opens the part of a subscription that a subgraph streams. */
export function openPrimary(
  { primary }: SubscriptionNode,
  request: ExecutionRequest,
  upstream: UpstreamEvents,
): ResultStream<SubgraphAnswer> {
  const variables: Record<string, unknown> = {};
  for (const name of primary.variableUsages ?? []) {
    if (request.variables[name] !== undefined) variables[name] = request.variables[name];
  }
  const { viewer, requestId, resumeAfter } = request;
  return upstream.open({
    subgraph: primary.serviceName,
    query: primary.operation,
    operationName: primary.operationName,
    variables,
    viewer,
    requestId,
    resumeAfter,
  });
}
