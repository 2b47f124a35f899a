import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError, type GraphQLFormattedError, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer, type Context, type SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer, type ServerOptions } from 'ws';
import { codedError } from '#platform/errors/graphql-errors.js';
import { requestUrl } from '#platform/http/request-url.js';
import { currentRequest, newRequestId, runInRequest } from '#platform/logging/request-context.js';
import { inRequestSpan } from '#platform/traces/span-scope.js';
import { tracer } from '#platform/traces/tracer.js';
import { TokenError, type ViewerSource } from '../authentication/authenticator.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import type { AllowedOrigins } from '../http/cors.js';
import { clientKey } from '../limits/client-key.js';
import type { OperationBudget } from '../limits/operation-budget.js';
import { isResult, resultText, type ClientResult } from '../operations/client-result.js';
import type { Operations } from '../operations/operation-service.js';
import { ClientSocket } from './client-socket.js';
import { closeCodes } from './close-codes.js';
import { MessageRate } from './message-rate.js';
import { SlowReaders } from './reader-pace.js';
import type { SocketRegistry } from './socket-registry.js';
import { socketAnswer, SocketSubscription } from './socket-subscription.js';
import type { StreamHub } from './stream-hub.js';

/** What WebSockets are served with. */
export interface SocketEndpointOptions {
  server: Server;
  path: string;
  schema: GraphQLSchema;
  operations: Operations;
  hub: StreamHub;
  authenticator: ViewerSource;
  origins: AllowedOrigins;
  /** Most bytes of a client's message. */
  messageLimit: number;
  /** Readers that are behind. */
  readers: SlowReaders;
  /** Most operations under way on one socket. */
  subscriptionLimit: number;
  /** Open sockets and streams by viewer. */
  registry: SocketRegistry;
  /** Most messages a second that one socket may bring in the long run. */
  messageRate: number;
  /** Proxies of ours in front of the gateway. */
  trustedHops: number;
  /** What each client may spend, if that is bounded. */
  budget: OperationBudget | undefined;
  logger: Logger;
  metrics: GatewayMetrics;
}

/** WebSockets as they are served. */
export interface SocketEndpoint {
  /** Closes the sockets of viewers that may no longer be served. */
  endRevoked(): void;
  stop(): Promise<void>;
}

interface SocketContext {
  client: ClientSocket;
  request: IncomingMessage;
  /** Whose bounds count. */
  owner: string;
  registry: SocketRegistry;
}

type Connection = Context<Record<string, unknown>, SocketContext>;

/** How often clients are pinged, in ms. */
const beatInterval = 12_000;

/** Longest to wait for a client to close its side, in ms; one that does not read never does. */
const closeTimeout = 5_000;

/** Longest id of an operation, in characters: it comes back with every event. */
const maxId = 200;

/** The same at a stop. */
const stopTimeout = 2_000;

/** GraphQL over WebSocket, with the graphql-transport-ws protocol: subscriptions, and queries and mutations as well. */
export function serveSockets(options: SocketEndpointOptions): SocketEndpoint {
  const { server, origins, logger, metrics, operations, registry } = options;
  const serverOptions: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload: options.messageLimit,
    perMessageDeflate: false,
    handleProtocols,
    closeTimeout,
  };
  const sockets = new WebSocketServer(serverOptions);
  const clients = new Set<ClientSocket>();
  let stopping = false;

  const protocol = makeServer<Record<string, unknown>, SocketContext>({
    onConnect: (connection) => connect(connection, options),
    onSubscribe: (connection, id, payload) =>
      inRequestSpan('subscribe', { kind: 'server' }, () => start(connection, id, payload, options)),
    // Both write their results by themselves, as text; what is left to the protocol is the end of each.
    execute: ({ contextValue }) => contextValue as never,
    subscribe: ({ contextValue }) => contextValue as never,
    // Errors are clean and plain already; the protocol would ask them for toJSON().
    onError: (_connection, _id, _payload, errors) =>
      errors.map(
        (error) => (error.originalError ? operations.clean([error.originalError])[0] : error) as GraphQLFormattedError,
      ),
  });

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const refuse = (status: string): void =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    if (stopping) return refuse('503 Service Unavailable');
    if (requestUrl(request)?.pathname !== options.path) return refuse('404 Not Found');
    if (!origins.allows(request)) return refuse('403 Forbidden');
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
      const closed = protocol.opened(
        {
          protocol: opened.protocol,
          send: (message) => client.send(message),
          close: (code = 1000, reason = '') => client.close({ code, reason }),
          onMessage: (take) =>
            opened.on('message', (data) => {
              if (!within()) return;
              const taken = (): Promise<void> => take((data as Buffer).toString('utf8'));
              // A context is what traces hang on; without them it costs more than it gives.
              const run = tracer ? runInRequest({ requestId: newRequestId(), origin: 'request' }, taken) : taken();
              run.catch((error: unknown) => {
                logger.error({ err: error }, 'socket message failed');
                client.close(closeCodes.internal);
              });
            }),
        },
        { client, request, owner: '', registry },
      );
      opened.once('close', (code, reason) => {
        clients.delete(client);
        void closed(code, String(reason));
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

/** Finds out who a socket belongs to, from `connection_init` or, for clients that are no browsers, its headers. */
async function connect(
  { connectionParams, extra }: Connection,
  { authenticator, trustedHops }: SocketEndpointOptions,
): Promise<boolean> {
  const { authorization, Authorization, token } = connectionParams ?? {};
  // An empty text is what a form sends when nobody typed a token.
  const given: unknown =
    authorization ||
    Authorization ||
    (typeof token === 'string' && token ? `Bearer ${token}` : token) ||
    extra.request.headers.authorization;
  try {
    if (given && typeof given !== 'string') throw new TokenError('no text');
    extra.client.viewer = await authenticator.viewerOf(typeof given === 'string' && given ? given : undefined);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    extra.client.close(closeCodes.tokenRefused);
    return false;
  }
  extra.owner = clientKey(extra.client.viewer, extra.request, trustedHops);
  const leave = extra.registry.enter(extra.owner);
  if (!leave) {
    extra.client.close(closeCodes.tooManySockets);
    return false;
  }
  extra.client.whenGone(leave);
  extra.client.expireIn(() => authenticator.secondsLeft(extra.client.viewer));
  return true;
}

/** Starts an operation. Whatever is wrong with it is an error of its id: throwing would close the socket. */
async function start(
  connection: Connection,
  id: string,
  payload: SubscribePayload,
  { schema, operations, hub, subscriptionLimit, budget, logger }: SocketEndpointOptions,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { client, owner } = connection.extra;
  const { viewer } = client;
  const requestId = currentRequest()?.requestId ?? newRequestId();
  try {
    if (id.length > maxId) {
      client.close(closeCodes.longId);
      return [codedError('BAD_USER_INPUT', closeCodes.longId.reason)];
    }
    if (Object.keys(connection.subscriptions).length > subscriptionLimit) {
      return [codedError('RATE_LIMITED', `One connection may have at most ${subscriptionLimit} operations at once.`)];
    }
    const { query, operationName, variables } = payload;
    const spent = budget?.refusal(owner);
    if (spent) return thrown({ errors: operations.clean([spent]) });
    const refused = await operations.accept(query, owner);
    if (refused) return thrown(refused);
    const bound = operations.prepare(query, operationName);
    if (isResult(bound)) return thrown(bound);
    const { prepared } = bound;
    const showCost = payload.extensions?.requestCost === true;
    const request = {
      query,
      operationName,
      variables,
      viewer,
      client: owner,
      requestId,
      signal: client.gone.signal,
      showCost,
    };
    const isSubscription = prepared.operation.operation === 'subscription';
    const common = { schema, document: prepared.document, operationName: prepared.name };
    if (isSubscription) {
      const subscription = new SocketSubscription(client, id);
      const joined = await hub.join(bound, request, subscription);
      if (isResult(joined)) return thrown(joined);
      return { ...common, contextValue: subscription.joined(joined) };
    }
    const answer = await operations.run(bound, request);
    if (answer.data === undefined) return thrown(answer);
    return { ...common, contextValue: socketAnswer(client, id, resultText(answer)) };
  } catch (error) {
    logger.error({ err: error, requestId }, 'operation failed');
    return thrown({ errors: operations.clean([error]) });
  }
}

/** An `error` message has errors alone: what else the client asked to be told goes with each. */
function thrown({ errors = [], extensions: told }: ClientResult): GraphQLError[] {
  return errors.map(
    ({ message, path, extensions }) => new GraphQLError(message, { path, extensions: { ...told, ...extensions } }),
  );
}
