import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway';
import type { QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { inEventSpan } from '#platform/traces/span-scope.js';
import type { PreparedOperation } from '../../operations/prepared-operation.js';
import type { LoadedSupergraph } from '../../supergraph/supergraph.js';
import { applyRewrites, withoutOutputRewrites, type RewritesByRequest } from '../merge/data-rewrites.js';
import { absentError } from '../merge/absent-entities.js';
import { maxMisfits, misfitErrors, type Misfit } from './misfits.js';
import { startDeadline, type Deadline } from '../fetch/deadline.js';
import { mapStream } from '../event-stream.js';
import type {
  EventStep,
  ExecutionRequest,
  ExecutionResult,
  Executor,
  ResultStream,
  UpstreamEvents,
} from '../executor.js';
import { fetchShape } from '../compile/failure-paths.js';
import type { JsonObject } from '../own-property.js';
import { errorsWithClientNames, withClientNames } from '../planning/client-aliases.js';
import type { OperationPlanner, PlannedOperation } from '../planning/operation-planner.js';
import type { BuiltPlan } from '../planning/plan-builder.js';
import type { SubgraphAnswer } from '../fetch/subgraph-answer.js';
import { eventPlan, eventSource, openPrimary } from '../planning/subscription-plan.js';
import type { SubgraphTransport } from '../fetch/subgraph-transport.js';

/** What plans are executed with. */
export interface PlanExecutorOptions {
  graph: LoadedSupergraph;
  planner: OperationPlanner;
  subgraphs: ReadonlyMap<string, SubgraphTransport>;
  upstream: UpstreamEvents;
  /** Longest that an operation, or one event of a subscription, may wait for subgraphs, in ms. */
  timeout: number;
  logger: Logger;
}

type OperationContext = ReturnType<typeof buildOperationContext>;
type GatewayRequest = Parameters<typeof executeQueryPlan>[2];

/**
 * Runs operations with Apollo's query planner and Apollo's plan execution, over fetches of our own.
 */
export class PlanExecutor implements Executor {
  private readonly contexts = new WeakMap<PreparedOperation, OperationContext>();
  /** Plans that have no rewrites of answers, which are done here, by those that have. */
  private readonly plans = new WeakMap<QueryPlan, ReturnType<typeof withoutOutputRewrites>>();

  constructor(private readonly options: PlanExecutorOptions) {}

  async execute(undecided: ExecutionRequest): Promise<ExecutionResult> {
    const request = this.options.planner.decided(undecided);
    const planned = await this.options.planner.plan(request.operation, request.client);
    return this.run(planned.plan, planned, request);
  }

  async subscribe<Result>(undecided: ExecutionRequest, step: EventStep<Result>): Promise<ResultStream<Result>> {
    const request = this.options.planner.decided(undecided);
    const planned = await this.options.planner.plan(request.operation, request.client);
    const node = planned.plan.node as SubscriptionNode;
    const perEvent: QueryPlan = { kind: 'QueryPlan', node: eventPlan(node) };
    const events = openPrimary(node, request, this.options.upstream);
    return mapStream(events, (event) =>
      step(async () => ({
        ...(await inEventSpan(
          'subscription event',
          () => this.run(perEvent, planned, request, event),
          event.traceparent,
        )),
        position: event.position,
      })),
    );
  }

  private planFor(plan: QueryPlan): ReturnType<typeof withoutOutputRewrites> {
    let written = this.plans.get(plan);
    if (!written) this.plans.set(plan, (written = withoutOutputRewrites(plan)));
    return written;
  }

  /** The form that Apollo's execution takes an operation in. */
  private contextOf(prepared: PreparedOperation, document: DocumentNode): OperationContext {
    let context = this.contexts.get(prepared);
    if (!context) {
      context = buildOperationContext({
        schema: this.options.graph.apiSchema,
        operationDocument: document,
        ...(prepared.name !== null && { operationName: prepared.name }),
      });
      this.contexts.set(prepared, context);
    }
    return context;
  }

  private async run(
    plan: QueryPlan,
    { document, operation, clientNames, pathNames, required }: PlannedOperation,
    request: ExecutionRequest,
    event?: SubgraphAnswer,
  ): Promise<ExecutionResult> {
    const { graph, logger, timeout } = this.options;
    const deadline = startDeadline(timeout, request.signal);
    try {
      // What executeQueryPlan reads of Apollo Server's request context; the rest of that type belongs to its plugins.
      const gatewayRequest = {
        logger,
        request: { variables: request.variables },
        context: {},
        metrics: {},
      } as unknown as GatewayRequest;
      const seen = { absent: false };
      const { plan: written, rewrites } = this.planFor(plan);
      const sources = this.sources(request, deadline, seen, required, rewrites, event);
      const result = await executeQueryPlan(
        written,
        sources,
        gatewayRequest,
        this.contextOf(request.operation, document),
        graph.supergraphSchema,
        graph.plannerSchema,
      );
      const { errors } = errorsOf(result, seen.absent, logger);
      return {
        data: JSON.stringify(withClientNames((result.data ?? null) as JsonObject | null, operation, clientNames)),
        ...(errors && { errors: errorsWithClientNames(errors, pathNames) }),
      };
    } finally {
      deadline.clear();
    }
  }

  private sources(
    request: ExecutionRequest,
    deadline: Deadline,
    seen: { absent: boolean },
    required: BuiltPlan['required'],
    rewrites: RewritesByRequest,
    event: SubgraphAnswer | undefined,
  ): Record<string, GraphQLDataSource> {
    const { supergraphSchema: schema } = this.options.graph;
    const rewritten = (query: string, answer: SubgraphAnswer): SubgraphAnswer => {
      const entities = answer.data?._entities;
      applyRewrites(schema, rewrites.get(query), Array.isArray(entities) ? entities : answer.data);
      return answer;
    };
    const sources: Record<string, GraphQLDataSource> = Object.create(null) as Record<string, GraphQLDataSource>;
    for (const [name, subgraph] of this.options.subgraphs) {
      sources[name] = {
        process: async ({ request: { query = '', variables = {}, operationName } }) => {
          if (required && variables.representations)
            variables.representations = asSubgraphsKnow(variables.representations, required);
          const answer = await subgraph.send({
            shape: fetchShape(query, schema),
            body: JSON.stringify({ query, variables, ...(operationName && { operationName }) }),
            representations: Array.isArray(variables.representations) ? variables.representations : [],
            viewer: request.viewer,
            requestId: request.requestId,
            deadline,
          });
          const entities = answer.data?._entities as unknown[] | undefined;
          if (entities?.includes(null)) seen.absent = true;
          return rewritten(query, answer);
        },
      };
    }
    // Plan execution writes into what it is given, so each event is handed out once.
    if (event) sources[eventSource] = { process: async ({ request: { query = '' } }) => rewritten(query, event) };
    return sources;
  }
}

/**
 * Representations with the graph's names: Apollo's execution writes a required field with arguments under the name that
 * it has in the data. No name of the graph is one of those.
 */
function asSubgraphsKnow(value: unknown, required: NonNullable<BuiltPlan['required']>): unknown {
  if (Array.isArray(value)) return value.map((element) => asSubgraphsKnow(element, required));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      Object.hasOwn(required, name) ? required[name]! : name,
      asSubgraphsKnow(inner, required),
    ]),
  );
}

/**
 * Errors of a result, those that shaping found included: values that do not fit the schema.
 * @param absent whether some entity was not found; which fields are missing for that, nobody knows here
 */
function errorsOf(
  result: Awaited<ReturnType<typeof executeQueryPlan>>,
  absent: boolean,
  logger: Logger,
): { errors?: readonly GraphQLFormattedError[] } {
  if (result.errors?.length) return { errors: result.errors };
  const misfits = (result.extensions?.valueCompletion ?? []) as readonly Misfit[];
  const isNull = ({ message }: Misfit): boolean => message.startsWith('Cannot return null');
  const errors = [
    ...(absent ? misfits.filter(isNull).slice(0, maxMisfits).map(absentError) : []),
    ...misfitErrors(absent ? misfits.filter((misfit) => !isNull(misfit)) : misfits, logger),
  ];
  return errors.length ? { errors } : {};
}
