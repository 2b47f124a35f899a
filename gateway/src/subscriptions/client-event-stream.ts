import type { ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { resultText, type ClientResult } from '../operations/client-result.js';
import { closeCodes } from './close-codes.js';
import { ExpiryTimer } from './expiry-timer.js';
import { ReaderPace, type SlowReaders } from './reader-pace.js';
import { ReadyEvent } from './ready-event.js';
import type { StreamSink } from './stream-sink.js';

const completeBlock = Buffer.from('event: complete\ndata:\n\n');
const beatBlock = Buffer.from(':\n\n');

/** Longest to wait for a client to take the last events, in ms; one that does not read never does. */
const closeTimeout = 5_000;

/** One client's event stream: what is sent is bounded, who does not read is let go. */
export class ClientEventStream implements StreamSink {
  private readonly abort = new AbortController();
  private readonly pace: ReaderPace;
  private readonly expiry = new ExpiryTimer(() => this.refuse(closeCodes.tokenExpired.reason));
  private ended = false;

  constructor(
    private readonly response: ServerResponse,
    readonly viewer: Viewer,
    readers: SlowReaders,
  ) {
    this.pace = new ReaderPace(response, readers, () => this.tooSlow());
    response.once('close', () => {
      this.ended = true;
      this.expiry.stop();
      this.pace.stop();
      this.abort.abort();
    });
    if (response.destroyed) return;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      // Asks proxies such as nginx not to hold events back.
      'x-accel-buffering': 'no',
    });
    // Says to the client at once that it is connected.
    response.write(beatBlock);
  }

  /** Aborted when the client has gone or the stream is over. */
  get gone(): AbortSignal {
    return this.abort.signal;
  }

  whenGone(then: () => void): void {
    if (this.gone.aborted || this.response.destroyed) then();
    else this.gone.addEventListener('abort', then, { once: true });
  }

  expireIn(secondsLeft: () => number): void {
    if (!this.ended) this.expiry.start(secondsLeft);
  }

  write(event: ReadyEvent): boolean {
    // Who is gone is not written to, and is not behind either.
    if (this.ended) return true;
    if (!this.pace.isFree) return false;
    this.response.write(event.eventBlock());
    this.pace.wrote();
    return true;
  }

  whenFree(then: () => void): void {
    if (!this.ended) this.pace.whenFree(then);
  }

  /** Sends one result, and that there are no more. */
  answer(result: ClientResult): void {
    if (this.ended) return;
    this.response.write(new ReadyEvent(resultText(result), undefined).eventBlock());
    this.end();
  }

  end(error?: Error): void {
    if (this.ended) return;
    if (error) {
      const told = error instanceof GraphQLError ? error : codedError('INTERNAL', 'Something went wrong on our side.');
      const { message, extensions } = told.toJSON();
      return this.answer({ errors: [{ message, ...(extensions && { extensions }) }] });
    }
    this.ended = true;
    this.response.end(completeBlock);
    // A client that has not taken all by then does not read.
    setTimeout(() => this.cut(), closeTimeout).unref();
  }

  /** Ends the stream because its token holds no longer. */
  refuse(reason: string): void {
    this.end(codedError('UNAUTHENTICATED', reason));
  }

  tooSlow(): void {
    this.end(codedError('RATE_LIMITED', closeCodes.slowReader.reason));
  }

  /** Cuts the connection. */
  cut(): void {
    this.response.destroy();
  }

  beat(): void {
    if (this.ended) return;
    if (this.pace.isFree) this.response.write(beatBlock);
    this.pace.wrote();
  }
}
