import { setMaxListeners } from 'node:events';
import type { Duplex } from 'node:stream';
import type WebSocket from 'ws';
import { anonymousViewer, type Viewer } from '#platform/identity/viewer.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import { closeCodes, type Close } from './close-codes.js';
import { ExpiryTimer } from './expiry-timer.js';
import { ReaderPace, type SlowReaders } from './reader-pace.js';
import type { ReadyEvent } from './ready-event.js';

/** Answers to queries may wait in this many times the bytes that events may: an answer cannot be left for later. */
const answerShare = 16;

/** One client's WebSocket: what is sent is bounded, who does not answer or read is let go. */
export class ClientSocket {
  /** Aborted when the client has gone. */
  readonly gone = new AbortController();
  private readonly pace: ReaderPace;
  /** Who it belongs to, once that is known. */
  viewer: Viewer = anonymousViewer;
  private closedByUs = false;
  private answered = true;
  private readonly expiry = new ExpiryTimer(() => this.close(closeCodes.tokenExpired));

  /** @param connection that the WebSocket was opened on, without compression; whole frames are written to it directly */
  constructor(
    readonly socket: WebSocket,
    private readonly connection: Duplex,
    private readonly readers: SlowReaders,
    private readonly metrics: GatewayMetrics,
  ) {
    metrics.sockets.inc();
    // Every operation of the socket listens.
    setMaxListeners(0, this.gone.signal);
    this.pace = new ReaderPace(connection, readers, () => this.close(closeCodes.slowReader));
    socket.on('pong', () => (this.answered = true));
    socket.once('close', (code) => {
      this.expiry.stop();
      this.pace.stop();
      metrics.sockets.dec();
      // A client may close with any code of its own; 1006 stands for none.
      if (!this.closedByUs) metrics.socketsClosed.inc({ code: code < 1016 ? String(code) : 'other' });
      this.gone.abort();
    });
  }

  /** Whether it is being closed from here: what still comes is not looked at. */
  get isClosing(): boolean {
    return this.closedByUs;
  }

  /** Sends a message. */
  send(message: string): void {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > this.readers.limits.bytes * answerShare) return this.close(closeCodes.slowReader);
    // A socket that closes meanwhile says so by itself.
    socket.send(message, () => undefined);
    this.pace.wrote();
  }

  /**
   * Writes an event of a stream.
   * @param tail of the operation, see `ReadyEvent.tailFor`
   * @returns false when the client is behind with reading, and nothing was written
   */
  sendEvent(event: ReadyEvent, tail: Buffer): boolean {
    const { socket, pace } = this;
    // Who closes is not written to, and is not behind either.
    if (socket.readyState !== socket.OPEN) return true;
    if (!pace.isFree) return false;
    event.writeFrame(this.connection, tail);
    pace.wrote();
    return true;
  }

  /** Calls back once, when the client has read all that was sent. */
  whenFree(then: () => void): void {
    if (this.socket.readyState === this.socket.OPEN) this.pace.whenFree(then);
  }

  /** Calls back when the socket has closed, at once if it has already. */
  whenGone(then: () => void): void {
    if (this.gone.signal.aborted) then();
    else this.gone.signal.addEventListener('abort', then, { once: true });
  }

  close({ code, reason }: Close): void {
    if (this.closedByUs) return;
    this.closedByUs = true;
    this.metrics.socketsClosed.inc({ code: String(code) });
    this.socket.close(code, reason);
  }

  /** Closes the socket when the viewer's token expires. @param secondsLeft Infinity for never */
  expireIn(secondsLeft: () => number): void {
    // A socket can be gone before its token was looked at; a timer made then would outlive it.
    if (!this.gone.signal.aborted) this.expiry.start(secondsLeft);
  }

  /** Called every few seconds: pings, and lets go of a client that is gone. Pongs alone do not show that it reads. */
  beat(): void {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return;
    if (!this.answered) return socket.terminate();
    this.answered = false;
    socket.ping();
    this.pace.wrote();
  }
}
