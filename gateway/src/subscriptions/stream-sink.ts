import type { ReadyEvent } from './ready-event.js';

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
