import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type ServerOptions } from 'ws';
import { isAmbiguous } from '#platform/http/ambiguous-request.js';
import { requestUrl } from '#platform/http/request-url.js';
import { newRequestId, runInRequest } from '#platform/logging/request-context.js';
import { tracer } from '#platform/traces/tracer.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import type { AllowedOrigins } from '../http/cors.js';
import { addressKey } from '../limits/client-key.js';
import type { ClientQuota } from './client-quota.js';
import { ClientSocket } from './client-socket.js';
import { closeCodes } from './close-codes.js';
import { MessageRate } from './message-rate.js';
import type { SlowReaders } from './reader-pace.js';
import { initTimeout, SocketConnection, type SocketConnectionOptions } from './socket-connection.js';
import { socketProtocol } from './socket-messages.js';

/** What WebSockets are served with. */
export interface SocketEndpointOptions extends SocketConnectionOptions {
  server: Server;
  path: string;
  origins: AllowedOrigins;
  /** Most bytes of a client's message. */
  messageLimit: number;
  /** Readers that are behind. */
  readers: SlowReaders;
  /** Sockets that were not acknowledged yet, by address. */
  pending: ClientQuota;
  /** Most messages a second that one socket may bring in the long run. */
  messageRate: number;
  metrics: GatewayMetrics;
}

/** WebSockets as they are served. */
export interface SocketEndpoint {
  /** Closes the sockets of viewers that may no longer be served. */
  endRevoked(): void;
  stop(): Promise<void>;
}

/** How often clients are pinged, in ms. */
const beatInterval = 12_000;

/** Longest to wait for a client to close its side, in ms; one that does not read never does. */
const closeTimeout = 5_000;

/** The same at a stop. */
const stopTimeout = 2_000;

/** GraphQL over WebSocket, with the graphql-transport-ws protocol: subscriptions, and queries and mutations as well. */
export function serveSockets(options: SocketEndpointOptions): SocketEndpoint {
  const { server, origins, logger, metrics } = options;
  const serverOptions: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload: options.messageLimit,
    perMessageDeflate: false,
    handleProtocols: (protocols) => protocols.has(socketProtocol) && socketProtocol,
    closeTimeout,
  };
  const sockets = new WebSocketServer(serverOptions);
  const clients = new Set<ClientSocket>();
  let stopping = false;

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const refuse = (status: string, header = ''): void =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n${header}\r\n`);
    // An answer that is under way on this connection would come after this one, and be taken for frames. Node has no public
    // name for it.
    if (Reflect.get(socket, '_httpMessage')) return void socket.destroy();
    if (isAmbiguous(request)) return refuse('400 Bad Request');
    if (stopping) return refuse('503 Service Unavailable');
    if (requestUrl(request)?.pathname !== options.path) return refuse('404 Not Found');
    if (!origins.allows(request)) return refuse('403 Forbidden');
    // Refused as HTTP, which costs least; clients take it for a failed connection, and try again after a while.
    const acknowledged = options.pending.enter(addressKey(request, options.trustedHops));
    if (!acknowledged) return refuse('429 Too Many Requests', `Retry-After: ${initTimeout / 1000}\r\n`);
    // Whatever becomes of it: it counts until nothing is kept for it any more.
    socket.once('close', acknowledged);
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const client = new ClientSocket(opened, socket, options.readers, metrics);
      clients.add(client);
      const rate = new MessageRate(options.messageRate);
      const within = (): boolean => {
        if (rate.take()) return true;
        // Whoever floods is not waited for: the answers to what came so far would wait as well.
        client.close(closeCodes.tooManyMessages);
        return false;
      };
      // Frames of the transport count as well; `ws` answers them by itself.
      opened.on('ping', within);
      opened.on('pong', within);
      // A message that is too long or no UTF-8: `ws` closes the socket with the right code by itself.
      opened.on('error', (error) => logger.debug({ err: error }, 'socket failed'));
      opened.once('close', () => clients.delete(client));
      if (opened.protocol !== socketProtocol) return client.close(closeCodes.noProtocol);
      const connection = new SocketConnection(client, request, options, acknowledged);
      opened.on('message', (data) => {
        // Who is being closed may still send: nothing is done for it any more.
        if (client.isClosing || !within()) return;
        const taken = (): Promise<void> => connection.take((data as Buffer).toString('utf8'));
        // A context is what traces hang on; without them it costs more than it gives.
        const run = tracer ? runInRequest({ requestId: newRequestId(), origin: 'request' }, taken) : taken();
        run.catch((error: unknown) => {
          logger.error({ err: error }, 'socket message failed');
          client.close(closeCodes.internal);
        });
      });
    });
  };
  server.on('upgrade', upgrade);
  const beat = setInterval(() => {
    for (const client of clients) client.beat();
  }, beatInterval);

  return {
    endRevoked: () => {
      for (const client of clients)
        if (options.authenticator.isRevoked(client.viewer)) client.close(closeCodes.tokenRevoked);
    },
    stop: async () => {
      stopping = true;
      clearInterval(beat);
      const allClosed = Promise.all(
        [...clients].map(({ socket }) => new Promise<void>((resolve) => socket.once('close', () => resolve()))),
      );
      for (const client of clients) client.close(closeCodes.goingAway);
      const timer = setTimeout(() => {
        for (const { socket } of clients) socket.terminate();
      }, stopTimeout);
      await allClosed;
      clearTimeout(timer);
      sockets.close();
    },
  };
}
