import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApolloServer, HeaderMap, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { parse, type FormattedExecutionResult, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { sendJson, type RouteHandler } from '#platform/http/http-server.js';
import { readBody } from '#platform/http/request-body.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { currentRequest } from '#platform/logging/request-context.js';
import { TokenError, type ViewerSource } from '../authentication/authenticator.js';
import { clientError } from '../errors/client-errors.js';
import { clientKey } from '../limits/client-key.js';
import { isResult, resultText, type ClientResult, type Operations } from '../operations/operation-service.js';
import type { BoundOperation } from '../operations/prepared-operation.js';
import { answerType, type AnswerType } from './answer-type.js';
import type { AllowedOrigins } from './cors.js';
import { persistedQueries } from './persisted-queries.js';

/** What the route is made of. */
export interface GraphQLRouteOptions {
  schema: GraphQLSchema;
  operations: Operations;
  authenticator: ViewerSource;
  origins: AllowedOrigins;
  /** Most bytes of a body. */
  bodyLimit: number;
  /** Proxies of ours in front of the gateway. */
  trustedHops: number;
  /** Page for a browser's GET, if there is one. */
  page?: RouteHandler | undefined;
  logger: Logger;
}

/** Header that asks, by `1`, for the operation's cost in `extensions.cost`. */
export const costHeader = 'x-request-cost';

interface HttpContext {
  viewer: Viewer;
  client: string;
  signal: AbortSignal;
  type: AnswerType;
}

/** The route, and what to stop with it. */
export interface GraphQLRoute {
  handler: RouteHandler;
  stop(): Promise<void>;
}

// Stands in for a document that was refused, so that Apollo Server does not look at that again.
const refusedDocument = parse('{ __typename }');

/**
 * GraphQL over HTTP. Apollo Server speaks the protocol (GET and POST, CSRF prevention, persisted queries, content
 * types); the operation itself goes to the same service as over WebSocket.
 */
export async function graphqlRoute(options: GraphQLRouteOptions): Promise<GraphQLRoute> {
  const { logger, authenticator, origins } = options;
  const apollo = new ApolloServer<HttpContext>({
    schema: options.schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    // Documents are prepared, validated and kept by the operation service.
    documentStore: null,
    persistedQueries: { cache: persistedQueries(options.operations) },
    plugins: [ApolloServerPluginLandingPageDisabled(), operationPlugin(options.operations)],
    // Data is text already where it comes from the operation service.
    stringifyResult: (result) => resultText(result as unknown as ClientResult),
    formatError: (formatted, error) => clientError(formatted, logger, error),
    logger,
    stopOnTerminationSignals: false,
  });
  await apollo.start();

  const handler: RouteHandler = async (request, response, url) => {
    if (origins.grant(request, response)) return;
    if (request.method !== 'GET' && request.method !== 'POST') {
      return refuse(response, 405, 'GraphQL is served by GET and POST.', { allow: 'GET, POST, OPTIONS' });
    }
    if (options.page && request.method === 'GET' && !url.searchParams.has('query') && prefersPage(request))
      return options.page(request, response, url);
    // Before anything runs: a mutation that nobody can read the answer of is not begun.
    const type = answerType(request.headers.accept);
    if (!type) {
      return refuse(response, 406, 'Answers are application/graphql-response+json or application/json.', {
        connection: 'close',
      });
    }
    let viewer: Viewer;
    try {
      viewer = await authenticator.viewerOf(request.headers.authorization);
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      return sendJson(
        response,
        401,
        { errors: [error.toClient()] },
        { 'www-authenticate': 'Bearer error="invalid_token"' },
      );
    }
    const body =
      request.method === 'POST' ? await readJsonBody(request, response, options.bodyLimit) : { json: undefined };
    if (!body) return;

    const gone = new AbortController();
    response.once('close', () => response.writableFinished || gone.abort());
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers))
      if (value !== undefined) headers.set(name, String(value));
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers, search: url.search, body: body.json },
      context: async () => ({
        viewer,
        client: clientKey(viewer, request, options.trustedHops),
        signal: gone.signal,
        type,
      }),
    });
    if (answer.body.kind !== 'complete') throw new Error('Incremental delivery is not offered.');
    response.writeHead(answer.status ?? 200, {
      ...Object.fromEntries(answer.headers),
      'content-type': type.contentType,
      'content-length': Buffer.byteLength(answer.body.string),
    });
    response.end(answer.body.string);
  };
  return { handler, stop: () => apollo.stop() };
}

/** Hands operations over from Apollo Server: their text in, their answer out. */
function operationPlugin(operations: Operations): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: async (): Promise<GraphQLRequestListener<HttpContext>> => {
      let bound: BoundOperation | ClientResult | undefined;
      return {
        didResolveSource: async (context) => {
          bound = operations.prepare(context.source, context.request.operationName);
          // With a document in place, Apollo Server neither parses nor validates. Its type says read-only.
          (context as { document: unknown }).document = isResult(bound) ? refusedDocument : bound.prepared.document;
        },
        responseForOperation: async ({ request, contextValue, response, source = '' }) => {
          if (!bound) return null;
          const { operationName, variables } = request;
          const requestId = currentRequest()?.requestId ?? '';
          const result = isResult(bound)
            ? bound
            : await operations.run(bound, {
                query: source,
                operationName,
                variables,
                requestId,
                showCost: request.http?.headers.get(costHeader) === '1',
                ...contextValue,
              });
          const status = result.data === undefined ? statusOf(result.errors, contextValue.type) : undefined;
          return {
            http: { ...response.http, ...(status && { status }) },
            body: { kind: 'single', singleResult: result as unknown as FormattedExecutionResult },
          };
        },
      };
    },
  };
}

const statuses: Record<string, number> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, RATE_LIMITED: 429, INTERNAL: 500 };

/**
 * HTTP status of an answer without data. GraphQL over HTTP wants 200 where the client takes plain JSON alone, since
 * there a status could come from something in between.
 */
function statusOf(errors: readonly GraphQLFormattedError[] | undefined, { plainOnly }: AnswerType): number {
  if (plainOnly) return 200;
  return statuses[String(errors?.[0]?.extensions?.code)] ?? 400;
}

/** Reads a body of JSON; answers and gives undefined if it is none. */
async function readJsonBody(
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
): Promise<{ json: unknown } | undefined> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    refuse(response, 415, 'Send JSON with the content type application/json.', { connection: 'close' });
    return undefined;
  }
  // Some editors and shells put a byte order mark first.
  const text = (await readBody(request, limit)).replace(/^\uFEFF/, '');
  try {
    const json = JSON.parse(text) as unknown;
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { json };
    refuse(
      response,
      400,
      Array.isArray(json) ? 'One operation a request: batches are off.' : 'The body is no JSON object.',
    );
  } catch {
    refuse(response, 400, 'The body is not JSON.');
  }
  return undefined;
}

function refuse(response: ServerResponse, status: number, message: string, headers: Record<string, string> = {}): void {
  sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] }, headers);
}

function prefersPage(request: IncomingMessage): boolean {
  return /\btext\/html\b/.test(request.headers.accept ?? '');
}
