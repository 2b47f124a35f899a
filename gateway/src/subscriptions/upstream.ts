import { createClient, type Client } from 'graphql-ws';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import WebSocket from 'ws';
import { codedError } from '#platform/errors/graphql-errors.js';
import { mintAssertion, type AssertionMint } from '#platform/identity/assertion.js';
import { serviceViewer } from '#platform/identity/viewer.js';
import { EventStream } from '../execution/event-stream.js';
import type { ResultStream, UpstreamEvents, UpstreamSubscription } from '../execution/executor.js';
import { fetchShape } from '../execution/failure-paths.js';
import { BadAnswer, readAnswer, type SubgraphAnswer } from '../execution/subgraph-answer.js';
import type { SubgraphAddress } from '../supergraph/supergraph.js';

/** What upstream connections are made with. */
export interface UpstreamOptions {
  subgraphs: readonly SubgraphAddress[];
  mint: AssertionMint;
  assertionSecret: string;
  /** Of the supergraph; what events are checked against. */
  schema: GraphQLSchema;
  /** Most bytes of one event. */
  eventLimit: number;
  logger: Logger;
}

// A subgraph may send a long backlog at once when a client resumes; joins are made one event after the other.
const maxWaitingEvents = 5_000;

/** Times of the socket to a subgraph, in ms. */
const times = { handshake: 3_000, acknowledge: 3_000, ping: 10_000, pong: 5_000, idle: 500 };

/**
 * Subscriptions at subgraphs: one WebSocket per subgraph carries all of them, opened when the first begins. The socket
 * is opened under the gateway's own assertion, each subscription brings its viewer's. When the socket is lost its
 * subscriptions end with an error, and the next subscription opens a new one.
 */
export class Upstream implements UpstreamEvents {
  private readonly clients = new Map<string, Client>();

  constructor(private readonly options: UpstreamOptions) {
    for (const subgraph of options.subgraphs) this.clients.set(subgraph.name, this.connect(subgraph));
  }

  open({
    subgraph,
    query,
    operationName,
    variables,
    viewer,
    requestId,
  }: UpstreamSubscription): ResultStream<SubgraphAnswer> {
    const { logger, mint } = this.options;
    const shape = fetchShape(query, this.options.schema);
    const client = this.clients.get(subgraph);
    if (!client) throw new Error(`No subgraph ${subgraph}.`);
    const subscription: { leave?: () => void } = {};
    let released = false;
    const stream = new EventStream<SubgraphAnswer>(
      maxWaitingEvents,
      () => codedError('RATE_LIMITED', 'The subscription moves faster than it is read; subscribe again.'),
      () => {
        released = true;
        subscription.leave?.();
      },
    );
    const lost = (error: unknown): void => {
      if (released) return;
      logger.warn({ err: describeLoss(error), subgraph }, 'subscription lost');
      stream.end(
        codedError('SUBGRAPH_UNAVAILABLE', 'The subscription was cut off behind the gateway; subscribe again.'),
      );
    };
    subscription.leave = client.subscribe(
      {
        query,
        operationName,
        variables: { ...variables },
        extensions: { viewerAssertion: mint.assertionFor(viewer, subgraph), requestId },
      },
      {
        next: (event) => {
          try {
            stream.push(readAnswer(event, shape, []));
          } catch (error) {
            lost(error);
          }
        },
        error: (error) => {
          if (!Array.isArray(error)) return lost(error);
          try {
            // The subgraph refused the subscription: its reason is told, if its code is one of ours.
            const [first] = readAnswer({ errors: error as unknown[] }, shape, []).errors ?? [];
            stream.end(
              codedError(
                (first?.extensions?.code ?? 'INTERNAL') as 'INTERNAL',
                first?.message ?? '',
                first?.extensions,
              ),
            );
          } catch (bad) {
            lost(bad);
          }
        },
        complete: () => stream.end(),
      },
    );
    if (released) subscription.leave();
    return stream;
  }

  private connect({ name, url }: SubgraphAddress): Client {
    const { assertionSecret, eventLimit } = this.options;
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
    return createClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: SubgraphSocket,
      lazy: true,
      lazyCloseTimeout: times.idle,
      connectionAckWaitTimeout: times.acknowledge,
      keepAlive: times.ping,
      // A lost socket is told to its subscribers, who know where to resume.
      retryAttempts: 0,
      connectionParams: () => ({ assertion: mintAssertion(serviceViewer('gateway'), name, assertionSecret) }),
      on: {
        opened: (socket) => (open = socket as WebSocket),
        ping: (received) => {
          // A frozen subgraph keeps its socket open and says nothing.
          if (!received) pongDue = setTimeout(() => open?.terminate(), times.pong);
        },
        pong: (received) => received && clearTimeout(pongDue),
        closed: () => clearTimeout(pongDue),
      },
    });
  }

  /** Ends every subscription and closes the sockets. */
  async stop(): Promise<void> {
    // A socket that never opened has nothing to close.
    await Promise.allSettled([...this.clients.values()].map(async (client) => client.dispose()));
  }
}

function describeLoss(error: unknown): unknown {
  if (error instanceof BadAnswer || error instanceof Error) return error;
  const { code, reason, message } = (error ?? {}) as { code?: unknown; reason?: unknown; message?: unknown };
  return { code, reason, message };
}
