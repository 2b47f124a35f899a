import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { sendJson, type RouteHandler } from '#platform/http/http-server.js';
import { readBody } from '#platform/http/request-body.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { requestIdHeader } from '#platform/logging/request-context.js';
import { TokenError } from '../authentication/authenticator.js';
import { KeysUnavailable } from '../authentication/issuer-keys.js';
import { clientKey } from '../limits/client-key.js';
import { clientRefusal } from '../limits/client-refusal.js';
import { wantsEventStream, type EventStreamEndpoint } from '../subscriptions/event-stream-endpoint.js';
import { answerType } from './answer-type.js';
import { ApolloPath } from './apollo-path.js';
import { DirectPath, type DirectPathOptions } from './direct-path.js';
import { readJsonObject } from './json-body.js';
import { refuse, refuseToken, refuseUnchecked, retryHeader } from './refusals.js';
import { misencodedParameter } from './search-encoding.js';

/** What the route is made of. */
export interface GraphQLRouteOptions extends DirectPathOptions {
  schema: GraphQLSchema;
  /** Takes over where a client wants events. */
  eventStreams: EventStreamEndpoint;
  /** Page for a browser's GET, if there is one. */
  page?: RouteHandler | undefined;
  logger: Logger;
}

/** The route, and what to stop with it. */
export interface GraphQLRoute {
  /** Writes the request id into its answers by itself. */
  handler: RouteHandler;
  stop(): Promise<void>;
}

/**
 * GraphQL over HTTP. Plain operations go the short way (`DirectPath`); everything else is looked at step by step here,
 * and goes on to Apollo Server (`ApolloPath`). Both give the same answers.
 */
export async function graphqlRoute(options: GraphQLRouteOptions): Promise<GraphQLRoute> {
  const apollo = await ApolloPath.start(options);
  const direct = new DirectPath(options);

  const handler: RouteHandler = async (request, response, url, requestId) => {
    const head = direct.head(request);
    if (!head) return theLongWay(request, response, url, requestId);
    let text;
    try {
      text = await direct.answer(request, response, head, requestId);
    } catch (error) {
      // The server answers; with the headers that every answer of this route has.
      if (!response.headersSent) {
        options.origins.grant(request, response);
        response.setHeader('cache-control', 'no-store');
      }
      throw error;
    }
    if (text !== undefined) await theLongWay(request, response, url, requestId, text);
  };

  /** @param read the body, where it has been read */
  const theLongWay = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    requestId: string,
    read?: string,
  ): Promise<void> => {
    response.setHeader(requestIdHeader, requestId);
    // What is written over where something else is right: refusals are many, and an answer to HEAD may be kept by default.
    response.setHeader('cache-control', 'no-store');
    if (options.origins.grant(request, response)) return;
    if (request.method !== 'GET' && request.method !== 'POST')
      return refuse(response, 405, 'GraphQL is served by GET and POST.', { allow: 'GET, POST, OPTIONS' });
    if (options.page && request.method === 'GET' && !namesDocument(url) && prefersPage(request))
      return options.page(request, response, url, requestId);
    // Before anything runs: a mutation that nobody can read the answer of is not begun.
    const wantsEvents = wantsEventStream(request.headers.accept);
    const type = answerType(request.headers.accept);
    if (!type && !wantsEvents) {
      return refuse(
        response,
        406,
        'Answers are application/graphql-response+json, application/json or text/event-stream.',
        {
          connection: 'close',
        },
      );
    }
    let viewer: Viewer;
    try {
      viewer = await options.authenticator.viewerOf(request.headers.authorization, requestId);
    } catch (error) {
      if (error instanceof TokenError) return refuseToken(response, error);
      if (error instanceof KeysUnavailable) return refuseUnchecked(response, error);
      throw error;
    }
    const client = clientKey(viewer, request, options.trustedHops);
    const { budget } = options;
    const refused = clientRefusal(client, options);
    if (refused) {
      const errors = options.operations.clean([refused], requestId);
      return sendJson(
        response,
        429,
        { errors },
        {
          ...(type && { 'content-type': type.contentType }),
          ...retryHeader(errors),
          ...budget?.headers(client),
        },
      );
    }
    let body;
    if (request.method === 'POST') {
      if (!isJson(request))
        return refuse(response, 415, 'Send JSON with the content type application/json.', { connection: 'close' });
      body = readJsonObject(read ?? (await readBody(request, options.bodyLimit)), response);
      if (!body) return;
    } else {
      const name = misencodedParameter(request.url ?? '');
      if (name !== undefined) return refuse(response, 400, `The parameter ${name} is not percent-encoded UTF-8.`);
    }
    if (wantsEvents || !type) {
      for (const [name, value] of Object.entries(budget?.headers(client) ?? {})) response.setHeader(name, value);
      return options.eventStreams.serve({ request, response, viewer, client, json: body, url, requestId });
    }
    await apollo.answer({ request, response, search: url.searchParams, body, viewer, client, type, requestId });
  };
  return { handler, stop: () => apollo.stop() };
}

function isJson({ headers }: IncomingMessage): boolean {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}

function prefersPage(request: IncomingMessage): boolean {
  return /\btext\/html\b/.test(request.headers.accept ?? '');
}

function namesDocument({ searchParams }: URL): boolean {
  return searchParams.has('query') || searchParams.has('documentId');
}
