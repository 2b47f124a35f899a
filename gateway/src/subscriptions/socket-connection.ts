import type { IncomingMessage } from 'node:http';
import { OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import { codedError } from '#platform/errors/graphql-errors.js';
import { currentRequest, newRequestId } from '#platform/logging/request-context.js';
import { inRequestSpan } from '#platform/traces/span-scope.js';
import { TokenError, type ViewerSource } from '../authentication/authenticator.js';
import { KeysUnavailable } from '../authentication/issuer-keys.js';
import { clientKey } from '../limits/client-key.js';
import { clientRefusal, type ClientBounds } from '../limits/client-refusal.js';
import { isResult } from '../operations/client-result.js';
import { takeOperation, type OperationIntake } from '../operations/operation-intake.js';
import type { ClientQuota } from './client-quota.js';
import type { ClientSocket } from './client-socket.js';
import { closeCodes, idTaken } from './close-codes.js';
import { readMessage, type SubscribePayload } from './socket-messages.js';
import { SocketOperation } from './socket-operation.js';
import type { StreamHub } from './stream-hub.js';

/** What the messages of a socket are served with. */
export interface SocketConnectionOptions extends OperationIntake, ClientBounds {
  hub: StreamHub;
  authenticator: ViewerSource;
  /** Most operations under way on one socket. */
  subscriptionLimit: number;
  /** Open sockets and event streams by client. */
  connections: ClientQuota;
  /** Proxies of ours in front of the gateway. */
  trustedHops: number;
  logger: Logger;
}

/** Longest to wait for `connection_init`, in ms. */
export const initTimeout = 3_000;

/** Longest `ping` whose payload is sent back, in characters: a deep one cannot be written, and a pong needs none. */
const longestEcho = 1_000;

/** Longest id of an operation, in characters: it comes back with every event. */
const maxId = 200;

/**
 * The server's side of graphql-transport-ws on one socket. The library's is not used: it keeps operations by their id
 * from a moment on when a client may have ended one and begun the next of the same id, and tells nobody that a query
 * was completed. Its client is what this is tested with.
 */
export class SocketConnection {
  private readonly operations = new Map<string, SocketOperation>();
  /** Operations that something is done for; more than `operations` where completed mutations still run. */
  private running = 0;
  private initiated = false;
  private acknowledged = false;
  /** Whose bounds count. */
  private owner = '';

  /** @param onAcknowledged called when it is known whose socket it is */
  constructor(
    private readonly client: ClientSocket,
    private readonly request: IncomingMessage,
    private readonly options: SocketConnectionOptions,
    private readonly onAcknowledged: () => void,
  ) {
    const initDue = setTimeout(() => {
      if (!this.initiated) client.close(closeCodes.initTimeout);
    }, initTimeout);
    client.whenGone(() => {
      clearTimeout(initDue);
      for (const operation of this.operations.values()) operation.abandon();
    });
  }

  /** Takes a message. It resolves when what the message asks for is done, or has begun if it is a subscription. */
  async take(text: string): Promise<void> {
    const { client } = this;
    const message = readMessage(text);
    switch (message?.type) {
      case 'connection_init':
        if (this.initiated) return client.close(closeCodes.initTwice);
        this.initiated = true;
        return this.connect(message.payload ?? {});
      case 'ping': {
        const { payload } = message;
        return client.send(
          payload && text.length <= longestEcho
            ? `{"type":"pong","payload":${JSON.stringify(payload)}}`
            : '{"type":"pong"}',
        );
      }
      case 'pong':
        return undefined;
      case 'subscribe':
        return this.subscribe(message.id, message.payload);
      case 'complete': {
        const operation = this.operations.get(message.id);
        this.operations.delete(message.id);
        return operation?.abandon();
      }
      default:
        return client.close(closeCodes.noMessage);
    }
  }

  /** Finds out who a socket belongs to, from `connection_init` or, for clients that are no browsers, its headers. */
  private async connect({ authorization, Authorization, token }: Record<string, unknown>): Promise<void> {
    const { client, request } = this;
    const { authenticator, connections, trustedHops } = this.options;
    // An empty text is what a form sends when nobody typed a token.
    const given: unknown =
      authorization ||
      Authorization ||
      (typeof token === 'string' && token ? `Bearer ${token}` : token) ||
      request.headers.authorization;
    try {
      if (given && typeof given !== 'string') throw new TokenError('no text');
      client.viewer = await authenticator.viewerOf(typeof given === 'string' && given ? given : undefined);
    } catch (error) {
      if (error instanceof KeysUnavailable) return client.close(closeCodes.tokensUnchecked);
      if (!(error instanceof TokenError)) throw error;
      return client.close(closeCodes.tokenRefused);
    }
    this.owner = clientKey(client.viewer, request, trustedHops);
    const leave = connections.enter(this.owner);
    if (!leave) return client.close(closeCodes.tooManySockets);
    client.whenGone(leave);
    client.expireIn(() => authenticator.secondsLeft(client.viewer));
    this.acknowledged = true;
    this.onAcknowledged();
    client.send('{"type":"connection_ack"}');
  }

  private async subscribe(id: string, payload: SubscribePayload): Promise<void> {
    const { client, options } = this;
    if (!this.acknowledged) return client.close(closeCodes.notAcknowledged);
    if (id.length > maxId) return client.close(closeCodes.longId);
    if (this.operations.has(id)) return client.close(idTaken(id));
    this.running += 1;
    const operation = new SocketOperation(
      client,
      id,
      () => {
        this.running -= 1;
        if (this.operations.get(id) === operation) this.operations.delete(id);
      },
      (error) => options.operations.clean([error]),
    );
    this.operations.set(id, operation);
    await inRequestSpan('subscribe', { kind: 'server' }, () => this.start(operation, payload));
  }

  /** Starts an operation. Whatever is wrong with it is an error of its id: the others of the socket go on. */
  private async start(operation: SocketOperation, payload: SubscribePayload): Promise<void> {
    const { client, options, owner } = this;
    const { operations, hub, subscriptionLimit, logger } = options;
    const requestId = currentRequest()?.requestId ?? newRequestId();
    const refuse = (error: unknown): void => operation.answer({ errors: operations.clean([error]) });
    try {
      if (this.running > subscriptionLimit) {
        const told = `One connection may have at most ${subscriptionLimit} operations at once.`;
        return refuse(codedError('RATE_LIMITED', told));
      }
      const refused = clientRefusal(owner, options);
      if (refused) return refuse(refused);
      const taken = await takeOperation(payload, owner, options);
      if (isResult(taken)) return operation.answer(taken);
      // Who has ended it meanwhile wants nothing to begin.
      if (operation.isOver) return;
      const { bound, query } = taken;
      const asked = {
        query,
        operationName: payload.operationName,
        variables: payload.variables,
        viewer: client.viewer,
        client: owner,
        requestId,
        signal: operation.gone,
        showCost: payload.extensions?.requestCost === true,
      };
      const kind = bound.prepared.operation.operation;
      if (kind === OperationTypeNode.SUBSCRIPTION) {
        const joined = await hub.join(bound, asked, operation);
        if (isResult(joined)) operation.answer(joined);
        else operation.joined(joined);
        return;
      }
      if (kind === OperationTypeNode.MUTATION) operation.keepPlace();
      operation.answer(await operations.run(bound, asked));
    } catch (error) {
      logger.error({ err: error, requestId }, 'operation failed');
      refuse(error);
    }
  }
}
