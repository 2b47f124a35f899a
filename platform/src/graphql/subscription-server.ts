import type { Server } from 'node:http';
import { GraphQLError, parse, subscribe, validate, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { requestUrl } from '../http/request-url.js';
import { verifyAssertion } from '../identity/assertion.js';
import type { Viewer } from '../identity/viewer.js';
import { requestIdFrom } from '../logging/request-context.js';
import { tracer } from '../traces/tracer.js';
import { tracedSubscription, type TracedSubscriber } from '../traces/traced-subscription.js';
import { formatError } from './error-formatter.js';

/** What the subscription side of a subgraph is made of. */
interface SubscriptionServerOptions<Context extends object> {
  server: Server;
  schema: GraphQLSchema;
  name: string;
  secret: string;
  context: (request: { viewer: Viewer; requestId: string }) => Context;
  logger: Logger;
}

/** Largest message of the gateway, in bytes. */
const maxPayload = 256 * 1024;

/**
 * Serves subscriptions to the gateway with the graphql-transport-ws protocol on `/graphql`. One socket carries the
 * subscriptions of many viewers: the socket is opened under a service's assertion, each subscription brings its
 * viewer's as `extensions.viewerAssertion`, with the request id as `extensions.requestId`, and `extensions.traceparent`
 * where it is traced.
 */
export function serveSubscriptions<Context extends object>(
  options: SubscriptionServerOptions<Context>,
): { stop(): Promise<void> } {
  const { schema, name, secret, logger } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload });
  options.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (requestUrl(request)?.pathname !== '/graphql') return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  const isGateway = (parameters: Readonly<Record<string, unknown>> | undefined): boolean => {
    try {
      return verifyAssertion(parameters?.assertion, name, secret).role === 'SERVICE';
    } catch {
      return false;
    }
  };
  /** Subscriptions that are traced, until they begin. */
  const traced = new WeakMap<ExecutionArgs, TracedSubscriber>();
  const server = useServer(
    {
      schema,
      subscribe: (execution: ExecutionArgs) => {
        const subscriber = traced.get(execution);
        return subscriber ? tracedSubscription(execution, subscriber) : subscribe(execution);
      },
      onConnect: (socket) => isGateway(socket.connectionParams),
      onSubscribe: (_socket, _id, payload: SubscribePayload): ExecutionArgs | readonly GraphQLError[] => {
        try {
          const viewer = verifyAssertion(payload.extensions?.viewerAssertion, name, secret);
          const document = parse(payload.query);
          const problems = validate(schema, document);
          if (problems.length) return problems;
          const requestId = requestIdFrom(payload.extensions?.requestId as string | undefined);
          const execution: ExecutionArgs = {
            schema,
            document,
            operationName: payload.operationName,
            variableValues: payload.variables,
            contextValue: options.context({ viewer, requestId }),
          };
          if (tracer) {
            const { traceparent } = payload.extensions ?? {};
            traced.set(execution, {
              requestId,
              traceparent: typeof traceparent === 'string' ? traceparent : undefined,
            });
          }
          return execution;
        } catch (error) {
          // A thrown error would close the socket and with it every other subscription on it.
          if (error instanceof GraphQLError) return [error];
          return [
            new GraphQLError('This service answers the gateway alone.', { extensions: { code: 'UNAUTHENTICATED' } }),
          ];
        }
      },
      onError: (_socket, _id, _payload, errors) => errors.map((error) => formatError(error.toJSON(), error, logger)),
      onNext: (_socket, _id, _payload, _arguments, result) =>
        result.errors
          ? {
              ...result,
              errors: result.errors.map(
                (error) => formatError(error.toJSON(), error, logger) as unknown as GraphQLError,
              ),
            }
          : undefined,
    },
    sockets,
  );
  return {
    stop: async () => {
      for (const client of sockets.clients) client.close(1001, 'Going away');
      await server.dispose();
    },
  };
}
