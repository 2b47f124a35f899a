import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '#platform/http/http-server.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { isJsonObjectOrNothing } from '#platform/json/json-object.js';
import type { ViewerSource } from '../authentication/authenticator.js';
import { isResult } from '../operations/client-result.js';
import { sentInSearch, type SentDocument } from '../operations/document-identifier.js';
import { noDocument, takeOperation, type OperationIntake } from '../operations/operation-intake.js';
import type { OperationRequest } from '../operations/operation-request.js';
import { ClientEventStream } from './client-event-stream.js';
import type { ClientQuota } from './client-quota.js';
import { closeCodes } from './close-codes.js';
import type { SlowReaders } from './reader-pace.js';
import type { StreamHub } from './stream-hub.js';

/** What Server-Sent Events are served with. */
export interface EventStreamEndpointOptions extends OperationIntake {
  hub: StreamHub;
  authenticator: ViewerSource;
  /** Readers that are behind. */
  readers: SlowReaders;
  /** Open sockets and event streams by client. */
  connections: ClientQuota;
}

/** A request for an event stream, as the HTTP route has read it: its origin, its viewer and its body are checked. */
export interface EventStreamRequest {
  request: IncomingMessage;
  response: ServerResponse;
  viewer: Viewer;
  /** Whose bounds count. */
  client: string;
  /** The body of a POST; undefined for GET. */
  json: unknown;
  url: URL;
  requestId: string;
}

/** Headers that a page of another site cannot send without asking first; one of them makes a GET harmless. */
const preflightHeaders = ['apollo-require-preflight', 'x-apollo-operation-name'];

/** How often something is sent, so that nobody in between takes a quiet stream for a dead one, in ms. */
const beatInterval = 12_000;

/** Whether a client wants events and nothing else. */
export function wantsEventStream(accept: string | undefined): boolean {
  return accept !== undefined && /\btext\/event-stream\b/i.test(accept) && !/json/i.test(accept);
}

/**
 * GraphQL over Server-Sent Events: the distinct connections mode of graphql-sse, one operation a request. The library's
 * handler is not used: it takes results one by one for each client and writes each anew, where here an event is written
 * once for all. Its client and its protocol are what this is tested with.
 */
export class EventStreamEndpoint {
  private readonly streams = new Set<ClientEventStream>();
  private readonly beat: NodeJS.Timeout;
  private stopping = false;

  constructor(private readonly options: EventStreamEndpointOptions) {
    this.beat = setInterval(() => {
      for (const stream of this.streams) stream.beat();
    }, beatInterval);
  }

  /** Answers a request with the events of its operation. */
  async serve({ request, response, viewer, client, json, url, requestId }: EventStreamRequest): Promise<void> {
    const { authenticator, hub, operations, readers, connections } = this.options;
    const refuse = (status: number, code: string, message: string, headers: Record<string, string> = {}): void =>
      sendJson(response, status, { errors: [{ message, extensions: { code } }] }, headers);
    if (this.stopping) return refuse(503, 'RATE_LIMITED', 'The gateway stops: connect again.', { 'retry-after': '1' });
    if (request.method === 'GET' && !preflightHeaders.some((name) => request.headers[name])) {
      return refuse(400, 'BAD_USER_INPUT', `A GET needs one of the headers ${preflightHeaders.join(', ')}.`);
    }
    const parameters = readParameters(request.method === 'GET' ? url : json);
    if (typeof parameters === 'string') return refuse(400, 'BAD_USER_INPUT', parameters);
    const { operationName, variables } = parameters;

    const taken = await takeOperation(parameters, client, this.options);
    if (response.destroyed) return;
    const kind = isResult(taken) ? 'query' : taken.bound.prepared.operation.operation;
    if (kind === 'mutation' && request.method === 'GET')
      return refuse(405, 'BAD_USER_INPUT', 'Mutations are sent by POST.', { allow: 'POST' });
    const leave = connections.enter(client);
    if (!leave) return refuse(429, 'RATE_LIMITED', closeCodes.tooManySockets.reason, { 'retry-after': '5' });

    const stream = new ClientEventStream(response, viewer, readers);
    this.streams.add(stream);
    stream.whenGone(() => {
      this.streams.delete(stream);
      leave();
    });
    stream.expireIn(() => authenticator.secondsLeft(viewer));
    if (isResult(taken)) return stream.answer(taken);
    const { bound, query } = taken;
    const asked: OperationRequest = { query, operationName, variables, viewer, client, requestId, signal: stream.gone };
    if (kind !== 'subscription') return stream.answer(await operations.run(bound, asked));
    const joined = await hub.join(bound, asked, stream);
    if (isResult(joined)) stream.answer(joined);
    else stream.whenGone(joined);
  }

  /** Ends the streams of viewers that may no longer be served. */
  endRevoked(): void {
    for (const stream of this.streams)
      if (this.options.authenticator.isRevoked(stream.viewer)) stream.refuse(closeCodes.tokenRevoked.reason);
  }

  /** Cuts all streams off, so that clients connect again elsewhere. */
  stop(): void {
    this.stopping = true;
    clearInterval(this.beat);
    for (const stream of this.streams) stream.cut();
  }
}

interface Parameters extends SentDocument {
  operationName: string | null | undefined;
  variables: Record<string, unknown> | null | undefined;
}

/** @returns what is wrong, in a sentence, where something is */
function readParameters(source: unknown): Parameters | string {
  let given: Record<string, unknown>;
  if (source instanceof URL) {
    const { searchParams } = source;
    for (const name of ['query', 'documentId', 'operationName', 'variables', 'extensions'])
      if (searchParams.getAll(name).length > 1) return `The parameter ${name} is there twice.`;
    given = { ...sentInSearch(searchParams), operationName: searchParams.get('operationName') };
    try {
      given.variables = JSON.parse(searchParams.get('variables') ?? 'null') as unknown;
    } catch {
      return 'The parameter variables is not JSON.';
    }
    if (searchParams.has('extensions') && given.extensions === undefined)
      return 'The parameter extensions is not JSON.';
  } else given = source as Record<string, unknown>;
  const { query, documentId, extensions, operationName, variables } = given;
  if (!isJsonObjectOrNothing(extensions)) return 'extensions is no object.';
  const isNamed = [documentId, extensions?.persistedQuery].some((name) => name !== undefined && name !== null);
  if (!isNamed && (typeof query !== 'string' || query === '')) return noDocument().message;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    return 'operationName is no text.';
  if (!isJsonObjectOrNothing(variables)) return 'variables is no object.';
  return { query, documentId, extensions, operationName, variables };
}
