import type { StreamPosition } from '../execution/executor.js';
import type { ReadyEvent } from './ready-event.js';
import type { StreamBroadcast } from './stream-broadcast.js';

/** Where a subscriber's events go. */
export interface StreamSink {
  /** Writes an event. @returns false when the reader is behind: nothing was written, `whenFree` tells when to go on */
  write(event: ReadyEvent): boolean;
  /** Calls back once, when the reader has caught up with what was written. Not at all if it never does. */
  whenFree(then: () => void): void;
  /** The stream is over; with an error that may be told to the client. */
  end(error?: Error): void;
  /** The reader is so far behind that events are lost to it. */
  tooSlow(): void;
}

/** One subscriber of a stream, and how far it has got. */
export class StreamMember {
  /** The stream that it reads now; it may be another one later. */
  stream: StreamBroadcast | undefined;
  /** Number of the last event of that stream that was written. */
  seen = 0;
  /** Whether the reader is behind, and nothing is written meanwhile. */
  parked = false;

  /** @param position of the last event that the subscriber has, as far as is known */
  constructor(
    readonly sink: StreamSink,
    public position: StreamPosition | undefined,
  ) {}

  /** Ends the subscription from the subscriber's side. */
  leave(): void {
    this.stream?.remove(this);
  }
}
