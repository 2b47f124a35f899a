import { createClient, type Client } from 'graphql-ws';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import WebSocket from 'ws';
import type { AssertionMint } from '#platform/identity/assertion.js';
import { serviceViewer } from '#platform/identity/viewer.js';
import { currentRequest } from '#platform/logging/request-context.js';
import { traceparentOf } from '#platform/traces/traceparent.js';
import { tracer } from '#platform/traces/tracer.js';
import type { ResultStream, UpstreamEvents, UpstreamSubscription } from '../execution/executor.js';
import { logUntold, type SubgraphAnswer } from '../execution/fetch/subgraph-answer.js';
import type { SubgraphAddress } from '../supergraph/supergraph.js';
import type { ResumableQueries } from './resumable-query.js';
import { UpstreamStream } from './upstream-stream.js';

/** What upstream connections are made with. */
export interface UpstreamOptions {
  subgraphs: readonly SubgraphAddress[];
  /** Signs who a viewer is; without one, subgraphs are not told. */
  mint: AssertionMint | undefined;
  /** Of the supergraph; what events are checked against. */
  schema: GraphQLSchema;
  /** Most bytes of one event. */
  eventLimit: number;
  resumable: ResumableQueries;
  logger: Logger;
}

/** Whom the sockets are opened for; one object, so that its assertion is kept. */
const gatewayViewer = serviceViewer('gateway');

/** Times of the socket to a subgraph, in ms. */
const times = { handshake: 3_000, acknowledge: 3_000, ping: 10_000, pong: 5_000, idle: 500 };

/** A socket to a subgraph, which comes and goes as subscriptions need it. */
interface SubgraphConnection {
  client: Client;
  /** How often the socket was opened and acknowledged so far. */
  acknowledged(): number;
  isOpen(): boolean;
}

/**
 * Subscriptions at subgraphs: one WebSocket per subgraph carries all of them, opened when the first begins. The socket
 * is opened under the gateway's own assertion, each subscription brings its viewer's. When the socket is lost, a
 * subscription that can be resumed goes on from its last position as soon as the subgraph is back; any other ends with
 * an error, since nobody knows what it would miss.
 */
export class Upstream implements UpstreamEvents {
  private readonly connections = new Map<string, SubgraphConnection>();

  constructor(private readonly options: UpstreamOptions) {
    for (const subgraph of options.subgraphs) this.connections.set(subgraph.name, this.connect(subgraph));
  }

  open(subscription: UpstreamSubscription): ResultStream<SubgraphAnswer> {
    const { logger, mint, resumable, schema } = this.options;
    const { subgraph, query, operationName, variables, viewer, requestId, resumeAfter } = subscription;
    const connection = this.connections.get(subgraph);
    if (!connection) throw new Error(`No subgraph ${subgraph}.`);
    const span = tracer && currentRequest()?.span;
    const traceparent = span && traceparentOf(span);
    const stream = new UpstreamStream({
      query,
      schema,
      variables,
      resumable: resumable.of(query),
      resumeAfter,
      watch: () => {
        const before = connection.acknowledged();
        const wasOpen = connection.isOpen();
        return () => wasOpen || connection.acknowledged() > before;
      },
      subscribe: (text, values, sink) =>
        connection.client.subscribe(
          {
            query: text,
            operationName,
            variables: values,
            extensions: {
              ...(mint && { viewerAssertion: mint.assertionFor(viewer, subgraph) }),
              requestId,
              ...(traceparent && { traceparent }),
            },
          },
          sink,
        ),
      lost: (error, resumes) => logger.warn({ err: describeLoss(error), subgraph, resumes }, 'subscription lost'),
      failed: (given, answer) => logUntold(given, answer, { subgraph, requestId }, logger),
    });
    stream.begin();
    return stream.events;
  }

  private connect({ name, url }: SubgraphAddress): SubgraphConnection {
    const { mint, eventLimit } = this.options;
    class SubgraphSocket extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, {
          maxPayload: eventLimit,
          handshakeTimeout: times.handshake,
          followRedirects: false,
          perMessageDeflate: false,
        });
      }
    }
    let pongDue: NodeJS.Timeout | undefined;
    let open: WebSocket | undefined;
    let isOpen = false;
    let acknowledged = 0;
    const client = createClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: SubgraphSocket,
      lazy: true,
      lazyCloseTimeout: times.idle,
      connectionAckWaitTimeout: times.acknowledge,
      keepAlive: times.ping,
      // What a lost socket means differs by subscription.
      retryAttempts: 0,
      connectionParams: () => (mint ? { assertion: mint.assertionFor(gatewayViewer, name) } : {}),
      on: {
        opened: (socket) => (open = socket as WebSocket),
        connected: () => {
          isOpen = true;
          acknowledged += 1;
        },
        ping: (received) => {
          // A frozen subgraph keeps its socket open and says nothing.
          if (!received) pongDue = setTimeout(() => open?.terminate(), times.pong);
        },
        pong: (received) => received && clearTimeout(pongDue),
        closed: () => {
          isOpen = false;
          clearTimeout(pongDue);
        },
      },
    });
    return { client, acknowledged: () => acknowledged, isOpen: () => isOpen };
  }

  /** Ends every subscription and closes the sockets. */
  async stop(): Promise<void> {
    // A socket that never opened has nothing to close.
    await Promise.allSettled([...this.connections.values()].map(async ({ client }) => client.dispose()));
  }
}

function describeLoss(error: unknown): unknown {
  if (error instanceof Error) return error;
  const { code, reason, message } = (error ?? {}) as { code?: unknown; reason?: unknown; message?: unknown };
  return { code, reason, message };
}
