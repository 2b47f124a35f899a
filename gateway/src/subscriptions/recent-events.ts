import type { ReadyEvent } from './ready-event.js';

/** Most events that a stream keeps for readers that are behind or resume, and most bytes of them together. */
const kept = { events: 256, bytes: 128 * 1024 };

/**
 * The last events of a stream, numbered 1, 2, 3 … as they came. Readers have no queues: each knows the number it has
 * seen, and reads on from here.
 */
export class RecentEvents {
  private readonly events: ReadyEvent[] = [];
  private bytes = 0;
  /** Number of the first event that is kept. */
  private first = 1;
  /** Position of the event before that one. */
  private before: string | undefined;
  /** Numbers by position: everything after such a number is kept. */
  private readonly numbers = new Map<string, number>();

  /** @param start position after which the stream begins, if it was asked to begin after one */
  constructor(start: string | undefined) {
    this.before = start;
    if (start !== undefined) this.numbers.set(start, 0);
  }

  /** Number of the last event; 0 before the first. */
  get head(): number {
    return this.first + this.events.length - 1;
  }

  push(event: ReadyEvent): void {
    this.events.push(event);
    this.bytes += event.size;
    if (event.position !== undefined) this.numbers.set(String(event.position), this.head);
    while (this.events.length > kept.events || (this.bytes > kept.bytes && this.events.length > 1)) this.trim();
  }

  /** @returns undefined when the event is not kept any more, or has not come yet */
  at(number: number): ReadyEvent | undefined {
    return this.events[number - this.first];
  }

  /** Number of the event at a position, where all that follow it are kept. */
  numberAt(position: string): number | undefined {
    return this.numbers.get(position);
  }

  private trim(): void {
    const gone = this.events.shift();
    if (!gone) return;
    this.bytes -= gone.size;
    if (this.before !== undefined && this.numbers.get(this.before) === this.first - 1) this.numbers.delete(this.before);
    this.before = gone.position === undefined ? undefined : String(gone.position);
    this.first += 1;
  }
}
