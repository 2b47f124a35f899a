import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { Kind, OperationTypeNode, parse, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { AssertionError, assertionHeader, verifyAssertion } from '../identity/assertion.js';
import type { Viewer } from '../identity/viewer.js';
import { readBody } from '../http/request-body.js';
import { sendJson, startHttpServer, type RouteHandler, type RunningHttpServer } from '../http/http-server.js';
import { currentRequest, timeLeftHeader } from '../logging/request-context.js';
import type { Metrics } from '../metrics/metrics.js';
import { comesFromLostConnection, formatError } from './error-formatter.js';
import { serveSubscriptions } from './subscription-server.js';
import { limitTime } from './time-limit.js';

/** What a request brings to a service's context. */
export interface SubgraphRequest {
  viewer: Viewer;
  requestId: string;
}

/** What a subgraph server is made of. */
export interface SubgraphServerOptions<Context extends object> {
  /** Name of the subgraph, the audience of the assertions it accepts. */
  name: string;
  /** SDL, shared definitions included. */
  sdl: string;
  /** Generated `Resolvers` type; loose here because every service has its own. */
  resolvers: object;
  /** Makes the context of one request, or of one event of a subscription. */
  context: (request: SubgraphRequest) => Context;
  assertionSecret: string;
  host: string;
  port: number;
  ready: () => Promise<void>;
  logger: Logger;
  metrics: Metrics;
  /** Further paths. Those that carry data check the assertion themselves: `requireService`. */
  routes?: Record<string, RouteHandler>;
  /** Whether the subgraph has subscriptions, served with graphql-ws on `/graphql`. */
  subscriptions?: boolean;
}

/** A subgraph that listens. */
export interface RunningSubgraph extends RunningHttpServer {
  schema: GraphQLSchema;
}

/** Most bytes of a request; the gateway batches up to thousands of entity keys. */
const bodyLimit = 8 * 1024 * 1024;

/**
 * Serves a subgraph: Apollo Server behind a check of the viewer assertion, on every path that carries data, so that
 * reaching the port gains nothing.
 */
export async function startSubgraph<Context extends object>(
  options: SubgraphServerOptions<Context>,
): Promise<RunningSubgraph> {
  const { name, logger, metrics } = options;
  const schema = buildSubgraphSchema({ typeDefs: parse(options.sdl), resolvers: options.resolvers as never });
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    plugins: [ApolloServerPluginLandingPageDisabled()],
    formatError: (formatted, error) => {
      const request = currentRequest();
      if (request && comesFromLostConnection(error)) request.connectionLost = true;
      return formatError(formatted, error, logger);
    },
    logger,
    stopOnTerminationSignals: false,
  });
  await apollo.start();

  const graphql: RouteHandler = async (request, response, url) => {
    const viewer = viewerOf(request, response, name, options.assertionSecret);
    if (!viewer) return;
    const text = request.method === 'POST' ? await readBody(request, bodyLimit) : '';
    let body: unknown;
    try {
      body = text ? JSON.parse(text) : undefined;
    } catch {
      return sendJson(response, 400, {
        errors: [{ message: 'The body is not JSON.', extensions: { code: 'BAD_USER_INPUT' } }],
      });
    }
    const started = performance.now();
    const { operationName } = (body ?? {}) as { operationName?: unknown };
    if (typeof operationName === 'string')
      currentRequest()?.span?.setAttribute('graphql.operation.name', operationName);
    const headers = new HeaderMap();
    for (const [key, value] of Object.entries(request.headers))
      if (value !== undefined) headers.set(key, String(value));
    const current = currentRequest();
    const run = () =>
      apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: request.method ?? 'GET', headers, search: url.search, body },
        context: async () => options.context({ viewer, requestId: current?.requestId ?? '' }),
      });
    const release = current && limitTime(current, request.headers[timeLeftHeader], response, () => onlyReads(body));
    let answer;
    try {
      answer = await run();
      // The server was restarted or threw everyone out: the pool has other connections, or makes them.
      if (current?.connectionLost && !current.signal?.aborted && onlyReads(body)) answer = await run();
    } finally {
      release?.();
    }
    if (answer.body.kind !== 'complete') throw new Error('Incremental delivery is not offered.');
    const outcome = (answer.status ?? 200) < 400 ? 'answered' : 'refused';
    metrics.graphqlDuration.child(outcome).observe((performance.now() - started) / 1000);
    response.writeHead(answer.status ?? 200, {
      ...Object.fromEntries(answer.headers),
      'content-length': Buffer.byteLength(answer.body.string),
    });
    response.end(answer.body.string);
  };

  const http = await startHttpServer({ ...options, routes: { ...options.routes, '/graphql': graphql } });
  const subscriptions = options.subscriptions
    ? serveSubscriptions({
        server: http.server,
        schema,
        name,
        secret: options.assertionSecret,
        context: options.context,
        logger,
      })
    : undefined;
  return {
    ...http,
    schema,
    stop: async () => {
      await subscriptions?.stop();
      await http.stop();
      await apollo.stop();
    },
  };
}

/** Whether a request has no operation but queries, so that it may be run again; looked at only when it has failed. */
function onlyReads(body: unknown): boolean {
  const { query } = (body ?? {}) as { query?: unknown };
  if (typeof query !== 'string') return false;
  return parse(query).definitions.every(
    (definition) => definition.kind !== Kind.OPERATION_DEFINITION || definition.operation === OperationTypeNode.QUERY,
  );
}

/** The viewer of a request; answers 401 and gives undefined if its assertion is not good. */
function viewerOf(
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  secret: string,
): Viewer | undefined {
  try {
    return verifyAssertion(request.headers[assertionHeader], name, secret);
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    sendJson(response, 401, {
      errors: [{ message: 'This service answers the gateway alone.', extensions: { code: 'UNAUTHENTICATED' } }],
    });
    return undefined;
  }
}

/** Wraps a route that other services alone may call. */
export function requireService(name: string, secret: string, handler: RouteHandler): RouteHandler {
  return (request, response, url, requestId) => {
    const viewer = viewerOf(request, response, name, secret);
    if (!viewer) return;
    if (viewer.role !== 'SERVICE') return sendJson(response, 403, { error: 'For services only.' });
    return handler(request, response, url, requestId);
  };
}
