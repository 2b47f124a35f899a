import type { JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import { startHttpServer, type RouteHandler, type RunningHttpServer } from '#platform/http/http-server.js';
import { Authenticator, everybodyAnonymous } from './authentication/authenticator.js';
import { RevocationPoller } from './authentication/revocation-poller.js';
import { Revocations } from './authentication/revocations.js';
import type { ClaimNames, KnownRoles } from './authentication/token-claims.js';
import type { UnauthorizedFields } from './authorization/restrictions.js';
import { defaultLimits, type GatewayLimits } from './gateway-limits.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import { AllowedOrigins } from './http/cors.js';
import { graphqlRoute } from './http/graphql-route.js';
import { Issuer } from './issuer/issuer.js';
import { issuerRoutes } from './issuer/issuer-routes.js';
import type { SigningKey } from './issuer/signing-key.js';
import { ExecutionsInFlight } from './operations/executions-in-flight.js';
import { PersistedDocuments } from './operations/persisted-documents.js';
import { Safelist, type SafelistOptions } from './operations/safelist.js';
import { DocumentRefusals } from './limits/document-refusals.js';
import { FieldAttempts, type AttemptRule } from './limits/field-attempts.js';
import { OperationBudget } from './limits/operation-budget.js';
import { connectRedis } from './limits/redis-connection.js';
import { serveGraph, type ServedGraph } from './served-graph.js';
import { ClientQuota } from './subscriptions/client-quota.js';
import { serveSockets } from './subscriptions/socket-endpoint.js';
import { EventStreamEndpoint } from './subscriptions/event-stream-endpoint.js';
import { SlowReaders } from './subscriptions/reader-pace.js';
import { defaultResumeRule, type ResumeRule } from './subscriptions/resumable-fields.js';
import type { StreamSharing } from './subscriptions/rights-class.js';
import { StreamHub } from './subscriptions/stream-hub.js';
import { GraphSwitch } from './supergraph/graph-switch.js';
import { subgraphsReady } from './supergraph/readiness.js';
import { strayUrls } from './supergraph/supergraph.js';

/** Path of the graph, over HTTP and WebSocket. */
export const graphPath = '/graphql';

/** Milliseconds from which an operation is slow, unless settings say otherwise. */
export const defaultSlowOperation = 1_000;

/** Characters from which answers are compressed, unless settings say otherwise: shorter ones fit into a packet or two. */
export const defaultCompressFrom = 2_048;

/** How tokens are checked. */
export interface IdentityOptions {
  keys: JWTVerifyGetKey;
  issuer: string;
  audience: string;
  claims: ClaimNames;
  roles: KnownRoles;
  /** The built-in issuer, in place of an OpenID issuer. */
  builtIn?: { key: SigningKey; secret: string; revocationFile: string };
  /** List of revoked tokens of a foreign issuer, to be read every few seconds. */
  revocationUrl?: string;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** What a gateway is made of. */
export interface GatewayOptions {
  host: string;
  /** 0 for a free port. */
  port: number;
  /** The composed supergraph. */
  supergraphSdl: string;
  /** URLs of subgraphs in place of those in the supergraph, by name as settings have it. */
  subgraphUrls?: ReadonlyMap<string, string>;
  /** Signs what subgraphs are told of a viewer; without one they are told nothing. */
  assertionSecret?: string | undefined;
  /** Undefined where authentication is off: everybody is anonymous. */
  identity: IdentityOptions | undefined;
  /** What becomes of operations with fields that the viewer may not have; `refuse` unless told otherwise. */
  unauthorizedFields?: UnauthorizedFields;
  /** Exact origins of pages that may talk to the gateway. */
  allowedOrigins?: readonly string[];
  /** Whether the schema can be asked for; off, errors suggest no names either. */
  introspection?: boolean;
  /** Whose streams may be one; of one subject, unless told otherwise. */
  streamSharing?: StreamSharing;
  /** How the schema says that a subscription can be resumed; null where it does not. */
  streamResume?: ResumeRule | null;
  explorer?: { page: RouteHandler; assets: Record<string, RouteHandler> };
  limits?: Partial<GatewayLimits>;
  /** Length in characters from which answers are compressed for clients that take it. */
  compressFrom?: number;
  /** The documents that clients may send, and what becomes of others; any document, unless told otherwise. */
  safelist?: Pick<SafelistOptions, 'mode' | 'documents'> | undefined;
  /** Whether identical requests in flight are sent once; they are unless told otherwise. */
  shareInFlight?: boolean;
  /** Milliseconds from which an operation is logged as slow; 0 for never. */
  slowOperation?: number;
  /** Fields that each client may fail at so often in a minute; none unless given. */
  fieldAttempts?: readonly AttemptRule[];
  /** Redis that gateways share what clients have left over. */
  redisUrl?: string | undefined;
  /** Proxies of ours in front of the gateway; 0, and `X-Forwarded-For` is not read. */
  trustedHops?: number;
  logger: Logger;
  metrics: GatewayMetrics;
}

/** A gateway that serves. */
export interface RunningGateway extends RunningHttpServer {
  /**
   * Serves another supergraph from now on, without a pause. One that cannot be served is refused, and logged: the one
   * before stays.
   * @returns whether it is served
   */
  reload(supergraphSdl: string): Promise<boolean>;
}

/**
 * Starts a gateway on a supergraph.
 * @throws Error when the supergraph cannot be served, or with code EADDRINUSE when the port is taken
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { identity, logger, metrics, introspection = true, shareInFlight = true, explorer, trustedHops = 0 } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const { streamResume = defaultResumeRule } = options;
  // One for all supergraphs that are served one after the other: a write on any of them is a write.
  const inFlight = shareInFlight ? new ExecutionsInFlight(metrics.joined) : undefined;
  const safelist = options.safelist && new Safelist({ ...options.safelist, logger, unknown: metrics.unlisted });
  const attemptRules = options.fieldAttempts ?? [];
  const counts = limits.operationBudget > 0 || attemptRules.length > 0;
  const redis = counts && options.redisUrl ? connectRedis(options.redisUrl, logger) : undefined;
  const budget = limits.operationBudget ? new OperationBudget({ points: limits.operationBudget, redis }) : undefined;
  const attempts = new FieldAttempts(attemptRules, redis);
  const refusals = limits.refusals ? new DocumentRefusals(limits.refusals) : undefined;
  const served = (supergraphSdl: string): ServedGraph => {
    const graph = serveGraph({
      streamResume,
      supergraphSdl,
      subgraphUrls: options.subgraphUrls,
      assertionSecret: options.assertionSecret,
      unauthorizedFields: options.unauthorizedFields ?? 'refuse',
      introspection,
      slowOperation: options.slowOperation ?? defaultSlowOperation,
      inFlight,
      safelist,
      limits,
      budget,
      refusals,
      attempts,
      logger,
      metrics,
    });
    const misfits = attempts.misfitsIn(graph.schema);
    if (misfits.length) logger.warn({ misfits }, 'the supergraph has no fields for these bounds of tries');
    const strays = strayUrls(options.subgraphUrls ?? new Map(), graph.subgraphs);
    if (strays.length) logger.warn({ settings: strays }, 'the supergraph has no such subgraphs');
    if (!identity && graph.hasRights)
      logger.warn('authentication is off and the supergraph has protected fields: nobody will get them');
    return graph;
  };
  const operations = new GraphSwitch(served(options.supergraphSdl), logger);
  const { schema } = operations.current;
  const { builtIn, revocationUrl } = identity ?? {};
  const revocations = new Revocations(!revocationUrl, identity?.now);
  const revocationPoller = revocationUrl ? new RevocationPoller(revocationUrl, revocations, logger) : undefined;
  const issuer = identity && builtIn && new Issuer({ ...identity, ...builtIn, revocations });
  const authenticator = identity ? new Authenticator({ ...identity, revocations, logger }) : everybodyAnonymous;
  const origins = new AllowedOrigins(options.allowedOrigins ?? []);

  const hub = new StreamHub({
    operations,
    resumable: () => operations.current.resumable,
    sharing: options.streamSharing ?? 'subject',
    perClient: new ClientQuota(limits.subscriptionsPerViewer),
    metrics,
  });
  const documents = new PersistedDocuments(operations, safelist);
  const readers = new SlowReaders({ bytes: limits.socketBuffer, age: limits.socketBufferAge });
  const connections = new ClientQuota(limits.socketsPerViewer);
  const eventStreams = new EventStreamEndpoint({ operations, documents, hub, authenticator, readers, connections });

  const route = await graphqlRoute({
    schema,
    operations,
    authenticator,
    eventStreams,
    origins,
    bodyLimit: limits.body,
    trustedHops,
    compressFrom: options.compressFrom ?? defaultCompressFrom,
    documents,
    budget,
    refusals,
    page: explorer?.page,
    logger,
  });
  const http = await startHttpServer({
    host: options.host,
    port: options.port,
    routes: {
      ...explorer?.assets,
      ...(builtIn && issuer && issuerRoutes(issuer, builtIn.key)),
      [graphPath]: route.handler,
    },
    bareRoute: graphPath,
    contextForTracesOnly: true,
    ready: () => subgraphsReady(operations.current.subgraphs),
    logger,
    metrics,
  });
  const sockets = serveSockets({
    server: http.server,
    path: graphPath,
    operations,
    documents,
    hub,
    authenticator,
    origins,
    messageLimit: limits.body,
    readers,
    subscriptionLimit: limits.subscriptionsPerSocket,
    connections,
    pending: new ClientQuota(limits.pendingSocketsPerAddress),
    messageRate: limits.socketMessagesPerSecond,
    trustedHops,
    budget,
    refusals,
    logger,
    metrics,
  });
  revocations.onChange(() => {
    sockets.endRevoked();
    eventStreams.endRevoked();
  });
  await revocationPoller?.start();
  return {
    ...http,
    reload: async (supergraphSdl) => {
      try {
        const next = served(supergraphSdl);
        await next.warm(operations.current.recentDocuments());
        operations.replace(next);
      } catch (error) {
        metrics.supergraphs.inc({ outcome: 'refused' });
        logger.error({ err: error }, 'the new supergraph cannot be served: the one before stays');
        return false;
      }
      metrics.supergraphs.inc({ outcome: 'served' });
      logger.info('another supergraph is served');
      return true;
    },
    stop: async () => {
      revocationPoller?.stop();
      eventStreams.stop();
      await sockets.stop();
      await http.stop();
      await route.stop();
      await operations.stop();
      redis?.disconnect();
    },
  };
}
