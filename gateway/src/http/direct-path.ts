import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '#platform/http/request-body.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { isJsonObject, isJsonObjectOrNothing, type JsonObject } from '#platform/json/json-object.js';
import { requestIdHeader } from '#platform/logging/request-context.js';
import type { ViewerSource } from '../authentication/authenticator.js';
import { ClientGone } from '../execution/fetch/client-gone.js';
import { clientKey } from '../limits/client-key.js';
import { clientRefusal, type ClientBounds } from '../limits/client-refusal.js';
import { isResult } from '../operations/client-result.js';
import { takeDocument, type OperationIntake } from '../operations/operation-intake.js';
import { answerBody } from './answer-body.js';
import { answerType, type AnswerType } from './answer-type.js';
import { cacheControl } from './cache-header.js';
import { acceptedEncoding, compressOnce } from './compression.js';
import type { AllowedOrigins } from './cors.js';
import { asksForCost } from './cost-header.js';
import { refusalStatus, retryHeader } from './refusals.js';

/** What the path is made of. */
export interface DirectPathOptions extends OperationIntake, ClientBounds {
  authenticator: ViewerSource;
  origins: AllowedOrigins;
  /** Most bytes of a body. */
  bodyLimit: number;
  /** Proxies of ours in front of the gateway. */
  trustedHops: number;
  /** Length from which answers are compressed for clients that take it. */
  compressFrom: number;
}

/** What the head of a request says that can be answered directly. */
export interface DirectHead {
  viewer: Viewer;
  client: string;
  type: AnswerType;
}

/** A body that is an operation, plainly. */
interface PlainOperation {
  query: string;
  operationName: string | null | undefined;
  variables: JsonObject | null | undefined;
}

const plainTypes = new Set(['application/json', 'application/json; charset=utf-8', 'application/json;charset=utf-8']);

/**
 * The short way, for what nearly all requests are: a POST of JSON with a query, from a viewer who is known already. It
 * answers as the long way does, without the machinery; whatever it does not know at sight is left to that.
 */
export class DirectPath {
  constructor(private readonly options: DirectPathOptions) {}

  /** Reads the head of a request. @returns undefined when the request is not for this path */
  head(request: IncomingMessage): DirectHead | undefined {
    const { method, headers } = request;
    if (method !== 'POST' || !plainTypes.has(headers['content-type'] ?? '')) return undefined;
    if (headers['content-encoding'] !== undefined) return undefined;
    const type = answerType(headers.accept);
    if (!type) return undefined;
    const viewer = this.options.authenticator.knownViewer(headers.authorization, request.socket);
    if (!viewer) return undefined;
    const client = clientKey(viewer, request, this.options.trustedHops);
    return clientRefusal(client, this.options) ? undefined : { viewer, client, type };
  }

  /**
   * Answers a request.
   * @returns the body where it has to go the long way: then nothing is answered yet
   * @throws BodyError when the body cannot be taken
   */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    { viewer, client, type }: DirectHead,
    requestId: string,
  ): Promise<string | undefined> {
    const text = await readBody(request, this.options.bodyLimit);
    const operation = this.plainOperation(text);
    if (!operation) return text;
    const { operations, origins, compressFrom, budget } = this.options;
    const { query, operationName, variables } = operation;
    const gone = new ClientGone();
    response.on('close', () => response.writableFinished || gone.abort());
    const taking = takeDocument(operation, client, this.options);
    const bound = taking instanceof Promise ? await taking : taking;
    let result;
    if (isResult(bound)) result = bound;
    else {
      const showCost = asksForCost(request);
      const common = { viewer, client, requestId, signal: gone, showCost };
      result = await operations.run(bound, { query, operationName, variables, ...common });
    }
    const status = result.data === undefined ? refusalStatus(result.errors, type) : 200;
    let body = answerBody(result);
    const head = [
      'content-type',
      type.contentType,
      'cache-control',
      cacheControl(bound, result, request.headers, budget !== undefined),
      requestIdHeader,
      requestId,
      ...origins.grantOf(request.headers.origin),
      ...Object.entries({ ...retryHeader(result.errors), ...budget?.headers(client) }).flat(),
    ];
    if (body.length >= compressFrom) {
      const encoding = acceptedEncoding(request.headers['accept-encoding']);
      if (encoding) {
        body = await compressOnce(result, body, encoding);
        head.push('content-encoding', encoding);
      }
    }
    head.push('content-length', String(Buffer.byteLength(body)));
    response.writeHead(status, head);
    response.end(body);
    return undefined;
  }

  /** Reads a body. @returns undefined for anything but an operation without extras, and for what is malformed */
  private plainOperation(text: string): PlainOperation | undefined {
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return undefined;
    }
    if (!isJsonObject(body)) return undefined;
    const { query, documentId, operationName, variables, extensions } = body;
    const isPlain =
      extensions === undefined &&
      (typeof operationName === 'string' || operationName === null || operationName === undefined) &&
      isJsonObjectOrNothing(variables);
    if (!isPlain) return undefined;
    if (documentId === undefined)
      return typeof query === 'string' && query !== '' ? { query, operationName, variables } : undefined;
    const found = query === undefined ? this.textOf(documentId) : undefined;
    return found === undefined ? undefined : { query: found, operationName, variables };
  }

  private textOf(documentId: unknown): string | undefined {
    if (typeof documentId !== 'string') return undefined;
    return this.options.documents.textOf(documentId.replace(/^sha256:/, ''));
  }
}
