import { setImmediate } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { AssertionMint } from '#platform/identity/assertion.js';
import { Restrictions, type UnauthorizedFields } from './authorization/restrictions.js';
import { readRights } from './authorization/rights.js';
import { FastExecutor } from './execution/fast-executor.js';
import { ClientAliases } from './execution/planning/client-aliases.js';
import { DecidedConditions } from './execution/planning/decided-conditions.js';
import { OperationPlanner } from './execution/planning/operation-planner.js';
import { PlanningWorkers } from './execution/planning/planning-workers.js';
import { SubgraphFetch } from './execution/fetch/subgraph-fetch.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import type { GatewayLimits } from './gateway-limits.js';
import { IntrospectingExecutor } from './introspection/introspecting-executor.js';
import { IntrospectionAnswers } from './introspection/introspection-answers.js';
import type { DocumentRefusals } from './limits/document-refusals.js';
import type { FieldAttempts } from './limits/field-attempts.js';
import type { OperationBudget } from './limits/operation-budget.js';
import { AcceptanceWorkers } from './operations/acceptance-workers.js';
import { readCostRules } from './limits/cost-rules.js';
import { OperationObserver } from './observability/operation-observer.js';
import { SlowOperations } from './observability/slow-operations.js';
import { readCacheHints } from './operations/cache-policy.js';
import type { ExecutionsInFlight } from './operations/executions-in-flight.js';
import { OperationPreparer } from './operations/prepared-operation.js';
import type { Safelist } from './operations/safelist.js';
import { NewDocuments } from './operations/new-documents.js';
import { OperationService } from './operations/operation-service.js';
import { findResumableFields, type ResumableField, type ResumeRule } from './subscriptions/resumable-fields.js';
import { ResumableQueries } from './subscriptions/resumable-query.js';
import { Upstream } from './subscriptions/upstream.js';
import { loadSupergraph, type SubgraphAddress } from './supergraph/supergraph.js';

/** Most documents that are planned beforehand. */
const warmDocuments = 200;

/** Longest that planning beforehand takes, in ms. */
const warmTime = 10_000;

/** Whose turn planning beforehand takes: no client's. */
const warmUpClient = 'warm-up';

/** What a graph is served with. */
export interface ServedGraphOptions {
  /** The composed supergraph. */
  supergraphSdl: string;
  /** URLs of subgraphs in place of those in the supergraph, by name as settings have it. */
  subgraphUrls?: ReadonlyMap<string, string> | undefined;
  /** Without one, subgraphs are not told who the viewer is. */
  assertionSecret: string | undefined;
  unauthorizedFields: UnauthorizedFields;
  introspection: boolean;
  /** Milliseconds from which an operation is logged as slow; 0 for never. */
  slowOperation: number;
  /** How the schema says that a subscription can be resumed; null where it does not. */
  streamResume: ResumeRule | null;
  /** The documents that clients may send, where there is a list. */
  safelist: Safelist | undefined;
  /** Where identical queries in flight meet. */
  inFlight: ExecutionsInFlight | undefined;
  limits: GatewayLimits;
  /** What each client may spend; it outlives the graph. */
  budget: OperationBudget | undefined;
  /** How much of each client's documents may be refused; it outlives the graph. */
  refusals: DocumentRefusals | undefined;
  /** How often each client may fail at certain fields; it outlives the graph. */
  attempts: FieldAttempts;
  logger: Logger;
  metrics: GatewayMetrics;
}

/** Everything that belongs to one supergraph, apart from the transports that serve it. */
export interface ServedGraph {
  /** What clients see. */
  schema: GraphQLSchema;
  subgraphs: readonly SubgraphAddress[];
  operations: OperationService;
  /** Subscription fields whose streams have positions. */
  resumable: ReadonlyMap<string, ResumableField>;
  /** Documents that were asked for last, the newest first. */
  recentDocuments(): string[];
  /** Plans documents before they are asked for; what does not fit is left out. */
  warm(documents: readonly string[]): Promise<void>;
  /** Whether anything in it is for some viewers only. */
  hasRights: boolean;
  /** Waits for requests under way, ends subscriptions, closes connections to subgraphs. */
  stop(): Promise<void>;
}

/**
 * Makes a supergraph ready to be served.
 * @throws Error when it cannot be
 */
export function serveGraph(options: ServedGraphOptions): ServedGraph {
  const { introspection, limits, logger, metrics } = options;
  const graph = loadSupergraph(options.supergraphSdl, options.subgraphUrls);
  const mint = options.assertionSecret === undefined ? undefined : new AssertionMint(options.assertionSecret);
  const { apiSchema: schema, subgraphs } = graph;

  const fetches = new Map(
    subgraphs.map(({ name, url }) => [
      name,
      new SubgraphFetch({
        name,
        url,
        mint,
        answerLimit: limits.subgraphAnswer,
        timeout: limits.subgraphTimeout,
        breaker: { failures: limits.breakerFailures, openTime: limits.breakerOpenTime },
        logger,
        metrics,
      }),
    ]),
  );
  const resumable = findResumableFields(schema, options.streamResume);
  const upstream = new Upstream({
    subgraphs,
    mint,
    schema: graph.supergraphSchema,
    eventLimit: limits.subgraphAnswer,
    resumable: new ResumableQueries(resumable),
    logger,
  });
  const planning = new PlanningWorkers(options.supergraphSdl, limits, logger);
  const planner = new OperationPlanner(
    graph.plannerSchema,
    new ClientAliases(options.supergraphSdl),
    new DecidedConditions(options.supergraphSdl),
    planning,
  );
  const timeout = limits.subgraphTimeout;
  const introspectionAnswers = new IntrospectionAnswers(schema, limits, logger);
  const executor = new IntrospectingExecutor(
    new FastExecutor({ graph, planner, subgraphs: fetches, upstream, timeout, logger }),
    introspectionAnswers,
  );
  const rights = readRights(graph.supergraph);
  const costRules = readCostRules(graph.supergraph);
  const cacheHints = readCacheHints(graph.supergraph);
  const preparer = new OperationPreparer({ schema, rights, costRules, cacheHints, limits, introspection });
  const observer = new OperationObserver({
    metrics: metrics.operations,
    slow: new SlowOperations(logger),
    fetchTimes: metrics.fetchTimes,
    slowFrom: options.slowOperation,
    planOf: (operation, variables) => planner.kept(operation, variables),
  });
  const acceptance = new AcceptanceWorkers({ schema, limits, introspection }, logger);
  const restrictions = new Restrictions({
    schema,
    plannerSchema: graph.plannerSchema,
    rights,
    unauthorizedFields: options.unauthorizedFields,
    prepare: (operation) => preparer.prepareRest(operation),
  });
  const { budget, refusals, safelist } = options;
  const newDocuments = new NewDocuments({ preparer, acceptance, budget, refusals, safelist });
  const operations = new OperationService({
    schema,
    preparer,
    restrictions,
    newDocuments,
    budget,
    attempts: options.attempts,
    executor,
    introspection,
    limits,
    logger,
    metrics,
    observer,
    safelist,
    inFlight: options.inFlight,
  });
  return {
    schema,
    subgraphs,
    operations,
    resumable,
    recentDocuments: () => preparer.recentTexts(warmDocuments),
    warm: async (documents) => {
      const end = performance.now() + warmTime;
      for (const document of documents) {
        if (performance.now() > end) return;
        try {
          for (const { prepared } of preparer.prepare(document).values())
            if (!prepared.introspection && !planner.isUndecided(prepared)) await planner.plan(prepared, warmUpClient);
        } catch {
          // Its client is told when it asks again.
        }
        // Requests are served in between.
        await setImmediate();
      }
    },
    hasRights: rights.all.length > 0,
    stop: async () => {
      await upstream.stop();
      await Promise.all([
        planning.stop(),
        acceptance.stop(),
        introspectionAnswers.stop(),
        ...[...fetches.values()].map((subgraph) => subgraph.stop()),
      ]);
    },
  };
}
