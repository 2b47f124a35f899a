import type { ResultStream } from './executor.js';

/** Events between one that pushes and one that pulls, up to a number of them. */
export class EventStream<Event> implements ResultStream<Event> {
  private readonly waitingEvents: Event[] = [];
  private pull:
    { resolve: (result: IteratorResult<Event, undefined>) => void; reject: (error: unknown) => void } | undefined;
  private ended: { error?: Error } | undefined;

  /**
   * @param limit most events that wait
   * @param overflow error that ends the stream when more would
   * @param release called once, when the stream ends by either side
   */
  constructor(
    private readonly limit: number,
    private readonly overflow: () => Error,
    private readonly release: () => void,
  ) {}

  /** Hands over an event. */
  push(event: Event): void {
    if (this.ended) return;
    if (this.pull) {
      const { resolve } = this.pull;
      this.pull = undefined;
      resolve({ value: event, done: false });
    } else if (this.waitingEvents.length < this.limit) this.waitingEvents.push(event);
    else {
      this.waitingEvents.length = 0;
      this.end(this.overflow());
    }
  }

  /** Ends the stream after the events that wait; with an error, `next()` rejects then. */
  end(error?: Error): void {
    if (this.ended) return;
    this.ended = error === undefined ? {} : { error };
    const { pull } = this;
    this.pull = undefined;
    if (pull) {
      if (error === undefined) pull.resolve({ value: undefined, done: true });
      else {
        this.ended = {};
        pull.reject(error);
      }
    }
    this.release();
  }

  next(): Promise<IteratorResult<Event, undefined>> {
    const event = this.waitingEvents.shift();
    if (event !== undefined) return Promise.resolve({ value: event, done: false });
    if (this.ended) {
      const { error } = this.ended;
      this.ended = {};
      return error === undefined ? Promise.resolve({ value: undefined, done: true }) : Promise.reject(error);
    }
    return new Promise((resolve, reject) => (this.pull = { resolve, reject }));
  }

  return(): Promise<IteratorResult<Event, undefined>> {
    this.waitingEvents.length = 0;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** A stream of what `map` makes of each event, one after the other. */
export function mapStream<Event, Result>(
  source: ResultStream<Event>,
  map: (event: Event) => Promise<Result>,
): ResultStream<Result> {
  let left = false;
  return {
    next: async () => {
      const event = await source.next();
      if (event.done) return event;
      const value = await map(event.value);
      // Who left while the event was being made is told nothing more.
      return left ? { value: undefined, done: true } : { value, done: false };
    },
    return: async () => {
      left = true;
      await source.return();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
