import type { ClientSocket } from './client-socket.js';
import { closeCodes } from './close-codes.js';
import { ReadyEvent } from './ready-event.js';
import type { StreamSink } from './stream-member.js';

/** What the protocol's implementation iterates over. */
interface Iteration extends AsyncIterableIterator<never, undefined> {
  return(): Promise<IteratorResult<never, undefined>>;
}

const done: IteratorResult<never, undefined> = { value: undefined, done: true };

/**
 * A subscription on a client's socket. The protocol's implementation iterates over it and gets nothing until the end or
 * an error, of which it tells the client; events go to the socket past it, ready as they are.
 */
export class SocketSubscription implements StreamSink, Iteration {
  private readonly tail: Buffer;
  private readonly over: Promise<IteratorResult<never, undefined>>;
  private settle!: { resolve: (result: IteratorResult<never, undefined>) => void; reject: (error: Error) => void };
  private leave: (() => void) | undefined;
  private ended = false;

  constructor(
    private readonly client: ClientSocket,
    id: string,
  ) {
    this.tail = ReadyEvent.tailFor(id);
    this.over = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    // It is looked at when the protocol comes to it.
    this.over.catch(() => undefined);
  }

  /** @param leave called once, when the subscription is over by either side */
  joined(leave: () => void): this {
    if (this.ended) leave();
    else this.leave = leave;
    return this;
  }

  write(event: ReadyEvent): boolean {
    return this.ended || this.client.sendEvent(event, this.tail);
  }

  whenFree(then: () => void): void {
    this.client.whenFree(then);
  }

  tooSlow(): void {
    this.client.close(closeCodes.slowReader);
  }

  end(error?: Error): void {
    if (this.ended) return;
    this.ended = true;
    if (error) this.settle.reject(error);
    else this.settle.resolve(done);
    this.leave?.();
  }

  next(): Promise<IteratorResult<never, undefined>> {
    return this.over;
  }

  return(): Promise<IteratorResult<never, undefined>> {
    this.end();
    return Promise.resolve(done);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** The answer of a query or mutation, sent as it is. */
export function socketAnswer(client: ClientSocket, id: string, text: string): Iteration {
  let sent = false;
  return {
    next: async () => {
      if (!sent) await client.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${text}}`);
      sent = true;
      return done;
    },
    return: async () => {
      sent = true;
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
