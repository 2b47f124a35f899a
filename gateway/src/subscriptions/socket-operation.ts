import type { GraphQLFormattedError } from 'graphql';
import { ClientGone } from '../execution/fetch/client-gone.js';
import { resultText, type ClientResult } from '../operations/client-result.js';
import type { ClientSocket } from './client-socket.js';
import { closeCodes } from './close-codes.js';
import { ReadyEvent } from './ready-event.js';
import type { StreamSink } from './stream-sink.js';

/**
 * An operation on a client's socket, from its `subscribe` until either side has ended it. Events go to the socket ready
 * as they are; what else there is to tell, of its answer or its end, is written here.
 */
export class SocketOperation implements StreamSink {
  /** Aborted when the client has completed it, or is gone. */
  readonly gone = new ClientGone();
  private tail: Buffer | undefined;
  private leave: (() => void) | undefined;
  private over = false;
  private released = false;
  private runsToItsEnd = false;

  /**
   * @param release called once, when nothing is done for it any more
   * @param clean makes of an error what a client may see
   */
  constructor(
    private readonly client: ClientSocket,
    private readonly id: string,
    private readonly release: () => void,
    private readonly clean: (error: Error) => GraphQLFormattedError[],
  ) {}

  /** Whether either side has ended it: nothing is told of it any more. */
  get isOver(): boolean {
    return this.over;
  }

  /** It is a mutation that begins: one that its client completes is finished all the same, and keeps its place so long. */
  keepPlace(): void {
    this.runsToItsEnd = true;
  }

  /** It reads a stream. @param leave called once, when it is over by either side */
  joined(leave: () => void): void {
    if (this.over) leave();
    else this.leave = leave;
  }

  /** Tells the answer of a query or mutation, or why the operation is refused. */
  answer(result: ClientResult): void {
    const { errors = [], extensions: told } = result;
    if (!this.over) {
      // An `error` message has errors alone: what else the client asked to be told goes with each.
      if (result.data === undefined)
        this.tell(
          'error',
          JSON.stringify(errors.map((one) => ({ ...one, extensions: { ...told, ...one.extensions } }))),
        );
      else {
        this.tell('next', resultText(result));
        this.tell('complete');
      }
    }
    this.finish();
  }

  write(event: ReadyEvent): boolean {
    return this.over || this.client.sendEvent(event, (this.tail ??= ReadyEvent.tailFor(this.id)));
  }

  whenFree(then: () => void): void {
    this.client.whenFree(then);
  }

  tooSlow(): void {
    this.client.close(closeCodes.slowReader);
  }

  end(error?: Error): void {
    if (this.over) return;
    if (error) return this.answer({ errors: this.clean(error) });
    this.tell('complete');
    this.finish();
  }

  /** Ends it from the client's side: nobody waits for it. */
  abandon(): void {
    if (this.over) return;
    this.over = true;
    this.gone.abort();
    this.leave?.();
    if (!this.runsToItsEnd) this.free();
  }

  private finish(): void {
    if (!this.over) {
      this.over = true;
      this.leave?.();
    }
    this.free();
  }

  private free(): void {
    if (this.released) return;
    this.released = true;
    this.release();
  }

  private tell(type: 'next' | 'error' | 'complete', payload?: string): void {
    const id = JSON.stringify(this.id);
    this.client.send(`{"id":${id},"type":"${type}"${payload === undefined ? '' : `,"payload":${payload}`}}`);
  }
}
