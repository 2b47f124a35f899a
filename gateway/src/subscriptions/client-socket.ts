import { setMaxListeners } from 'node:events';
import type WebSocket from 'ws';
import type { GatewayMetrics } from '../gateway-metrics.js';
import { closeCodes, type Close } from './close-codes.js';

/** Longest delay that a timer takes, in ms. */
const longestTimer = 2 ** 31 - 1;

/** How often a beat may find bytes that nobody takes before the socket is closed. */
const patience = 3;

/** One client's WebSocket: what is sent is bounded, who does not answer or read is let go. */
export class ClientSocket {
  /** Aborted when the client has gone. */
  readonly gone = new AbortController();
  private closedByUs = false;
  private answered = true;
  private stalledBeats = 0;
  private lastBuffered = 0;
  private expiry: NodeJS.Timeout | undefined;

  /** @param bufferLimit most bytes that wait to be sent */
  constructor(
    readonly socket: WebSocket,
    private readonly bufferLimit: number,
    private readonly metrics: GatewayMetrics,
  ) {
    metrics.sockets.inc();
    // Every operation of the socket listens.
    setMaxListeners(0, this.gone.signal);
    socket.on('pong', () => (this.answered = true));
    socket.once('close', (code) => {
      clearTimeout(this.expiry);
      metrics.sockets.dec();
      // A client may close with any code of its own; 1006 stands for none.
      if (!this.closedByUs) metrics.socketsClosed.inc({ code: code < 1016 ? String(code) : 'other' });
      this.gone.abort();
    });
  }

  /** Sends a message; resolves when it is on its way, so that a stream waits for its reader. */
  send(message: string): Promise<void> {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    if (socket.bufferedAmount > this.bufferLimit) {
      this.close(closeCodes.slowReader);
      return Promise.resolve();
    }
    // A socket that closes meanwhile says so by itself.
    return new Promise((resolve) => socket.send(message, () => resolve()));
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
  expireIn(secondsLeft: number): void {
    clearTimeout(this.expiry);
    // A socket can be gone before its token was looked at; a timer made then would outlive it.
    if (secondsLeft === Infinity || this.gone.signal.aborted) return;
    const milliseconds = Math.max(0, secondsLeft * 1000);
    this.expiry = setTimeout(
      () =>
        milliseconds > longestTimer
          ? this.expireIn((milliseconds - longestTimer) / 1000)
          : this.close(closeCodes.tokenExpired),
      Math.min(milliseconds, longestTimer),
    );
  }

  /** Called every few seconds: pings, and lets go of a client that is gone or does not read. */
  beat(): void {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return;
    if (!this.answered) return socket.terminate();
    const buffered = socket.bufferedAmount;
    this.stalledBeats = buffered > 0 && buffered >= this.lastBuffered ? this.stalledBeats + 1 : 0;
    this.lastBuffered = buffered;
    // Pongs alone prove nothing: a client can send them without reading a byte.
    if (this.stalledBeats >= patience) return this.close(closeCodes.slowReader);
    this.answered = false;
    socket.ping();
  }
}
