import type { JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import { startHttpServer, type RouteHandler, type RunningHttpServer } from '#platform/http/http-server.js';
import { AssertionMint } from '#platform/identity/assertion.js';
import { Authenticator } from './authentication/authenticator.js';
import type { ClaimNames } from './authentication/token-claims.js';
import { readRights } from './authorization/rights.js';
import { FastExecutor } from './execution/fast-executor.js';
import { SubgraphFetch } from './execution/subgraph-fetch.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import { AllowedOrigins } from './http/cors.js';
import { graphqlRoute } from './http/graphql-route.js';
import { Issuer } from './issuer/issuer.js';
import { issuerRoutes } from './issuer/issuer-routes.js';
import type { SigningKey } from './issuer/signing-key.js';
import { readCostRules } from './limits/cost-rules.js';
import { defaultDocumentLimits, type DocumentLimits } from './limits/document-limits.js';
import { defaultCostLimits, type CostLimits } from './limits/operation-cost.js';
import { OperationPreparer } from './operations/prepared-operation.js';
import { OperationService } from './operations/operation-service.js';
import { serveSockets } from './subscriptions/socket-endpoint.js';
import { StreamHub } from './subscriptions/stream-hub.js';
import { Upstream } from './subscriptions/upstream.js';
import { subgraphsReady } from './supergraph/readiness.js';
import { loadSupergraph } from './supergraph/supergraph.js';

/** Path of the graph, over HTTP and WebSocket. */
export const graphPath = '/graphql';

/** How tokens are checked. */
export interface IdentityOptions {
  keys: JWTVerifyGetKey;
  issuer: string;
  audience: string;
  claims: ClaimNames;
  roles: ReadonlySet<string>;
  /** The built-in issuer, in place of an OpenID issuer. */
  builtIn?: { key: SigningKey; secret: string };
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
  assertionSecret: string;
  identity: IdentityOptions;
  /** Exact origins of pages that may talk to the gateway. */
  allowedOrigins?: readonly string[];
  /** Whether the schema can be asked for; off, errors suggest no names either. */
  introspection?: boolean;
  explorer?: { page: RouteHandler; assets: Record<string, RouteHandler> };
  limits?: Partial<GatewayLimits>;
  logger: Logger;
  metrics: GatewayMetrics;
}

/** Bounds of what a client or a subgraph may cost. */
export interface GatewayLimits extends DocumentLimits, CostLimits {
  /** Most bytes of a request's body, and of a message on a WebSocket. */
  body: number;
  /** Longest that an operation waits for subgraphs, in ms. */
  subgraphTimeout: number;
  /** Most bytes of one subgraph's answer. */
  subgraphAnswer: number;
  /** Most operations at once on one WebSocket. */
  subscriptionsPerSocket: number;
  /** Most WebSockets of one viewer; of one address, for viewers without a token. */
  socketsPerViewer: number;
  /** Most messages a second, pings included, on one WebSocket; ten times as many at once. */
  socketMessagesPerSecond: number;
  /** Most bytes that wait to be sent on one WebSocket. */
  socketBuffer: number;
}

/** Limits unless settings say otherwise. */
export const defaultLimits: GatewayLimits = {
  ...defaultDocumentLimits,
  ...defaultCostLimits,
  // A thousand snapshots or five hundred creators in one request fit.
  body: 1024 * 1024,
  subgraphTimeout: 10_000,
  subgraphAnswer: 16 * 1024 * 1024,
  subscriptionsPerSocket: 100,
  socketsPerViewer: 100,
  socketMessagesPerSecond: 50,
  socketBuffer: 1024 * 1024,
};

/**
 * Starts a gateway on a supergraph.
 * @throws Error when the supergraph cannot be served, or with code EADDRINUSE when the port is taken
 */
export async function startGateway(options: GatewayOptions): Promise<RunningHttpServer> {
  const { identity, logger, metrics, introspection = true, explorer } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const graph = loadSupergraph(options.supergraphSdl, options.subgraphUrls);
  const mint = new AssertionMint(options.assertionSecret);
  const { apiSchema: schema } = graph;

  const fetches = new Map(
    graph.subgraphs.map(({ name, url }) => [
      name,
      new SubgraphFetch({ name, url, mint, answerLimit: limits.subgraphAnswer, logger, metrics }),
    ]),
  );
  const upstream = new Upstream({
    subgraphs: graph.subgraphs,
    mint,
    assertionSecret: options.assertionSecret,
    eventLimit: limits.subgraphAnswer,
    logger,
  });
  const executor = new FastExecutor({ graph, subgraphs: fetches, upstream, timeout: limits.subgraphTimeout, logger });
  const rights = readRights(graph.supergraph);
  const costRules = readCostRules(graph.supergraph);
  const preparer = new OperationPreparer({ schema, rights, costRules, limits, introspection });
  const operations = new OperationService({ schema, preparer, executor, introspection, limits, logger, metrics });
  const authenticator = new Authenticator({ ...identity, logger });
  const origins = new AllowedOrigins(options.allowedOrigins ?? []);

  const route = await graphqlRoute({
    schema,
    operations,
    authenticator,
    origins,
    bodyLimit: limits.body,
    page: explorer?.page,
    logger,
  });
  const { builtIn } = identity;
  const http = await startHttpServer({
    host: options.host,
    port: options.port,
    routes: {
      ...explorer?.assets,
      ...(builtIn && issuerRoutes(new Issuer({ ...identity, ...builtIn }), builtIn.key)),
      [graphPath]: route.handler,
    },
    ready: () => subgraphsReady(graph.subgraphs),
    logger,
    metrics,
  });
  const sockets = serveSockets({
    server: http.server,
    path: graphPath,
    schema,
    operations,
    hub: new StreamHub(operations, metrics),
    authenticator,
    origins,
    messageLimit: limits.body,
    bufferLimit: limits.socketBuffer,
    subscriptionLimit: limits.subscriptionsPerSocket,
    socketLimit: limits.socketsPerViewer,
    messageRate: limits.socketMessagesPerSecond,
    logger,
    metrics,
  });
  return {
    ...http,
    stop: async () => {
      await sockets.stop();
      await upstream.stop();
      await http.stop();
      await route.stop();
      await Promise.all([...fetches.values()].map((subgraph) => subgraph.stop()));
    },
  };
}
