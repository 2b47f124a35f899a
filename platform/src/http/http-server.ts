import { createServer, ServerResponse, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http';
import { Server as NetServer, type AddressInfo, type Socket } from 'node:net';
import type { Logger } from 'pino';
import { requestIdFrom, requestIdHeader, runInRequest } from '../logging/request-context.js';
import type { Metrics } from '../metrics/metrics.js';
import { startServerSpan } from '../traces/server-span.js';
import { tracer } from '../traces/tracer.js';
import { isAmbiguous } from './ambiguous-request.js';
import { BodyError } from './request-body.js';
import { requestUrl } from './request-url.js';

/** Answers requests of one path. */
export type RouteHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  requestId: string,
) => Promise<void> | void;

/** What an HTTP server of ours is made of. */
export interface HttpServerOptions {
  host: string;
  /** 0 for a free port. */
  port: number;
  /** Handlers by exact path, all methods. Health and metrics are added. */
  routes: Record<string, RouteHandler>;
  /**
   * Path whose handler writes the request id into each answer by itself, with the other headers: where requests are many
   * and short, a header that is set beforehand costs as much as all others together.
   */
  bareRoute?: string;
  /**
   * Whether handlers have a request context (`currentRequest()`) only while requests are traced, and hand the request id
   * on by themselves: from the first context on, Node follows every promise and callback of the process.
   */
  contextForTracesOnly?: boolean;
  /** Throws, saying what is missing, while the process cannot serve. */
  ready: () => Promise<void>;
  /** How long a client may take to read an answer, in ms. */
  readerTimeout?: number;
  logger: Logger;
  metrics: Metrics;
}

/** An HTTP server that listens. */
export interface RunningHttpServer {
  server: Server;
  /** Base URL, such as `http://127.0.0.1:4101`. */
  url: string;
  /** Refuses new connections, answers what comes on those there are (5 s at most), then closes. */
  stop(): Promise<void>;
}

/** Longest to wait for requests under way at a stop, in ms. */
const drainTimeout = 5_000;

/** How long a client that keeps its connection may take to send its next request at a stop, in ms. */
const farewellTime = 200;

/** How long a client may take to read an answer, in ms, unless told otherwise; what it has not read is kept until then. */
const defaultReaderTimeout = 25_000;

/** Longest body of a request that is answered without it which is still taken off the connection, to keep that, in bytes. */
const longestUnread = 1024 * 1024;

/** Writes a JSON answer. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/**
 * Starts an HTTP server with `/health/live`, `/health/ready` and `/metrics`, a request id on everything, and slow
 * clients, in sending or in reading, cut off within 30 s.
 * @throws Error with code EADDRINUSE when the port is taken
 */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningHttpServer> {
  const { logger, metrics } = options;
  let stopping = false;
  const routes: Record<string, RouteHandler> = {
    '/health/live': (_request, response) => sendJson(response, 200, { status: 'live' }),
    '/health/ready': async (_request, response) => {
      try {
        if (stopping) throw new Error('stopping');
        await options.ready();
        sendJson(response, 200, { status: 'ready', uptimeSeconds: Math.round(process.uptime()) });
      } catch (error) {
        sendJson(response, 503, { status: 'not ready', reason: error instanceof Error ? error.message : 'unknown' });
      }
    },
    '/metrics': async (_request, response) => {
      const text = await metrics.registry.metrics();
      response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text);
    },
    ...options.routes,
  };
  // Whatever goes wrong in a handler is answered all the same.
  const guarded = async (
    answer: () => void | Promise<void>,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> => {
    try {
      await answer();
    } catch (error) {
      if (!response.headersSent) response.setHeader(requestIdHeader, requestId);
      if (error instanceof BodyError)
        return sendJson(
          response,
          error.status,
          { errors: [{ message: error.message, extensions: { code: 'BAD_USER_INPUT' } }] },
          { connection: 'close' },
        );
      logger.error({ err: error, path: request.url, requestId }, 'request failed');
      // Half an answer cannot be mended; whoever waits for the rest must not wait on.
      if (response.headersSent) return void response.destroy();
      sendJson(response, 500, {
        errors: [{ message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL' } }],
      });
    }
  };
  // Nearly all requests name a path and nothing else: those are not parsed each time.
  const parsed = new Map(Object.keys(routes).map((path) => [path, new URL(path, 'http://localhost')]));
  /** An answer that is its connection's last at a stop, or if much has not been read, and waits only so long for its reader. */
  class BoundedResponse extends ServerResponse {
    override writeHead(status: number, ...more: unknown[]): this {
      if (stopping || leavesMuchUnread(this.req)) this.shouldKeepAlive = false;
      return super.writeHead(status, ...(more as [OutgoingHttpHeaders?]));
    }

    override end(...last: unknown[]): this {
      super.end(...(last as [string?]));
      const { socket } = this;
      // Nearly always the system has taken all of it by now.
      if (socket && socket.writableLength > 0) {
        const timer = setTimeout(() => socket.destroy(), options.readerTimeout ?? defaultReaderTimeout);
        this.once('close', () => clearTimeout(timer));
      }
      return this;
    }
  }
  const server = createServer(
    {
      ServerResponse: BoundedResponse,
      requestTimeout: 25_000,
      headersTimeout: 15_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 4_000,
    },
    (request, response) => {
      const url = parsed.get(request.url ?? '') ?? requestUrl(request);
      const route = url && routes[url.pathname];
      const requestId = requestIdFrom(request.headers[requestIdHeader]);
      if (!route || url.pathname !== options.bareRoute) response.setHeader(requestIdHeader, requestId);
      response.on('finish', () =>
        metrics.httpRequests.child(route ? url.pathname : 'none', String(response.statusCode)).inc(),
      );
      if (!url) return sendJson(response, 400, { error: 'This is no address.' }, { connection: 'close' });
      if (isAmbiguous(request)) {
        response.setHeader(requestIdHeader, requestId);
        return sendJson(response, 400, { error: 'This can be read in two ways.' }, { connection: 'close' });
      }
      if (!route) return sendJson(response, 404, { error: 'There is nothing here.' });
      const answer = (): void | Promise<void> => route(request, response, url, requestId);
      if (options.contextForTracesOnly && !tracer) return void guarded(answer, request, response, requestId);
      const origin = url.pathname === '/graphql' ? 'request' : 'background';
      const span = origin === 'request' ? startServerSpan(request, response, url.pathname) : undefined;
      void runInRequest({ requestId, origin, span }, () => guarded(answer, request, response, requestId));
    },
  );
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  return {
    server,
    url: `http://${options.host}:${address.port}`,
    stop: async () => {
      stopping = true;
      // Listens no longer. The HTTP server's own way would also cut off idle connections, on which a request may be under
      // way: each is told with its next answer to close, and those that send nothing are cut off a moment later.
      const closed = new Promise<void>((resolve) => void NetServer.prototype.close.call(server, () => resolve()));
      const farewell = setTimeout(() => {
        server.close();
        // To Node a connection that was opened in advance, and has brought no byte, is not idle.
        for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
      }, farewellTime);
      const timer = setTimeout(() => server.closeAllConnections(), drainTimeout);
      await closed;
      clearTimeout(farewell);
      clearTimeout(timer);
    },
  };
}

/** Whether a request's body is under way yet, and Node would read and drop all of it to keep the connection. */
function leavesMuchUnread({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > longestUnread;
}
