import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApolloServer, HeaderMap, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { parse, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { sendJson } from '#platform/http/http-server.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { ClientGone, type GoneSignal } from '../execution/fetch/client-gone.js';
import type { OperationBudget } from '../limits/operation-budget.js';
import { clientError } from '../errors/client-errors.js';
import { isResult, resultText, type ClientResult } from '../operations/client-result.js';
import { unknownHash, withDocument, withDocumentInSearch } from '../operations/document-identifier.js';
import { takeDocument, type OperationIntake } from '../operations/operation-intake.js';
import type { BoundOperation } from '../operations/prepared-operation.js';
import type { AnswerType } from './answer-type.js';
import { cacheControl } from './cache-header.js';
import { acceptedEncoding, compress } from './compression.js';
import { asksForCost } from './cost-header.js';
import { refusalStatus, retryHeader } from './refusals.js';

/** What the path is made of. */
export interface ApolloPathOptions extends OperationIntake {
  schema: GraphQLSchema;
  /** Length from which answers are compressed for clients that take it. */
  compressFrom: number;
  /** What each client may spend, if that is bounded. */
  budget?: OperationBudget | undefined;
  logger: Logger;
}

/** A request whose sender and form of answer are known. */
export interface ApolloRequest {
  request: IncomingMessage;
  response: ServerResponse;
  /** Query of the address. */
  search: URLSearchParams;
  /** Of a POST. */
  body: Record<string, unknown> | undefined;
  viewer: Viewer;
  /** Whose bounds it counts against. */
  client: string;
  type: AnswerType;
  requestId: string;
}

interface ApolloContext {
  viewer: Viewer;
  client: string;
  signal: GoneSignal;
  type: AnswerType;
  requestId: string;
  showCost: boolean;
  /** Hash under which the document is to be kept, if it passes. */
  registers: string | undefined;
  /** Of the request. */
  headers: IncomingMessage['headers'];
  /** Whether answers tell what is left of a budget. */
  isCounted: boolean;
}

// Stands in for a document that was refused, so that Apollo Server does not look at that again.
const refusedDocument = parse('{ __typename }');

/**
 * GraphQL over HTTP as Apollo Server speaks it: GET and POST, CSRF prevention, what is malformed.
 * The operation itself goes to the same service as from everywhere else.
 */
export class ApolloPath {
  private constructor(
    private readonly apollo: ApolloServer<ApolloContext>,
    private readonly options: ApolloPathOptions,
  ) {}

  static async start(options: ApolloPathOptions): Promise<ApolloPath> {
    const { schema, logger } = options;
    const apollo = new ApolloServer<ApolloContext>({
      schema,
      introspection: true,
      csrfPrevention: true,
      allowBatchedHttpRequests: false,
      includeStacktraceInErrorResponses: false,
      // Documents are prepared, validated and kept by the operation service.
      documentStore: null,
      // What names a document is looked at before, as over every other transport.
      persistedQueries: false,
      plugins: [ApolloServerPluginLandingPageDisabled(), operationPlugin(options)],
      // Data is text already where it comes from the operation service.
      stringifyResult: (result) => resultText(result as unknown as ClientResult),
      formatError: (formatted, error) => clientError(formatted, logger, error),
      logger,
      stopOnTerminationSignals: false,
    });
    await apollo.start();
    return new ApolloPath(apollo, options);
  }

  /** Answers a request. */
  async answer({ request, response, search, body, viewer, client, type, requestId }: ApolloRequest): Promise<void> {
    const { documents, operations } = this.options;
    let parameters;
    let registers: string | undefined;
    try {
      const named = body ? withDocument(body, documents) : withDocumentInSearch(search, documents);
      ({ registers } = named);
      parameters =
        'search' in named
          ? { body: undefined, search: `?${named.search.toString()}` }
          : { body: named.parameters, search: `?${search.toString()}` };
    } catch (error) {
      const errors = operations.clean([error], requestId);
      const headers = { 'content-type': type.contentType, 'cache-control': 'no-store' };
      // Asking for a document by its hash first is no fault, and is said to be none by other servers as well.
      const status = errors[0]?.message === unknownHash ? 200 : refusalStatus(errors, type);
      return sendJson(response, status, { errors }, headers);
    }
    const gone = new ClientGone();
    response.once('close', () => response.writableFinished || gone.abort());
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers))
      if (value !== undefined) headers.set(name, String(value));
    const showCost = asksForCost(request);
    const answer = await this.apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method ?? '', headers, ...parameters },
      context: async () => ({
        ...{ viewer, client, signal: gone, type, requestId, showCost, registers },
        headers: request.headers,
        isCounted: this.options.budget !== undefined,
      }),
    });
    if (answer.body.kind !== 'complete') throw new Error('Incremental delivery is not offered.');
    const text = answer.body.string;
    const encoding =
      text.length >= this.options.compressFrom ? acceptedEncoding(request.headers['accept-encoding']) : undefined;
    const content = encoding ? await compress(text, encoding) : text;
    response.writeHead(answer.status ?? 200, {
      ...Object.fromEntries(answer.headers),
      ...this.options.budget?.headers(client),
      'content-type': type.contentType,
      ...(encoding && { 'content-encoding': encoding }),
      'content-length': Buffer.byteLength(content),
    });
    response.end(content);
  }

  stop(): Promise<void> {
    return this.apollo.stop();
  }
}

/** Hands operations over from Apollo Server: their text in, their answer out. */
function operationPlugin(intake: OperationIntake): ApolloServerPlugin<ApolloContext> {
  return {
    requestDidStart: async (): Promise<GraphQLRequestListener<ApolloContext>> => {
      let bound: BoundOperation | ClientResult | undefined;
      return {
        didResolveSource: async (context) => {
          const { client, registers } = context.contextValue;
          const document = { query: context.source, operationName: context.request.operationName, registers };
          bound = await takeDocument(document, client, intake);
          // With a document in place, Apollo Server neither parses nor validates. Its type says read-only.
          (context as { document: unknown }).document = isResult(bound) ? refusedDocument : bound.prepared.document;
        },
        responseForOperation: async ({ request, contextValue, response, source = '' }) => {
          if (!bound) return null;
          const { operationName, variables } = request;
          const result = isResult(bound)
            ? bound
            : await intake.operations.run(bound, { query: source, operationName, variables, ...contextValue });
          const status = result.data === undefined ? refusalStatus(result.errors, contextValue.type) : undefined;
          // Apollo Server keeps what it finds there.
          const { headers, isCounted } = contextValue;
          for (const [name, value] of Object.entries(retryHeader(result.errors)))
            response.http.headers.set(name, value);
          response.http.headers.set('cache-control', cacheControl(bound, result, headers, isCounted));
          return {
            http: { ...response.http, ...(status && { status }) },
            body: { kind: 'single', singleResult: result as unknown as FormattedExecutionResult },
          };
        },
      };
    },
  };
}
