import type { ResultStream } from '../execution/executor.js';

/** A stream that a third party can end with an error, besides its source and its reader. */
export class CuttableStream<Event> implements ResultStream<Event> {
  private cutWith: Error | undefined;
  private ended = false;
  private interrupt: (error: Error) => void = () => undefined;

  /** @param release called once, when the stream ends by any side */
  constructor(
    private readonly source: ResultStream<Event>,
    private readonly release: () => void,
  ) {}

  /** Ends the stream: the `next()` that waits, or the one that comes, rejects with the error. */
  cut(error: Error): void {
    if (this.ended) return;
    this.cutWith = error;
    this.end();
    // Whatever the source says to that, nobody reads it any more.
    this.source.return().catch(() => undefined);
    this.interrupt(error);
  }

  async next(): Promise<IteratorResult<Event, undefined>> {
    if (this.ended) return this.afterEnd();
    const cut = new Promise<never>((_resolve, reject) => (this.interrupt = reject));
    cut.catch(() => undefined);
    try {
      const result = await Promise.race([this.source.next(), cut]);
      if (result.done) this.end();
      return result;
    } catch (error) {
      this.cutWith = undefined;
      this.end();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<Event, undefined>> {
    this.cutWith = undefined;
    this.end();
    return this.source.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private afterEnd(): Promise<IteratorResult<Event, undefined>> {
    const { cutWith } = this;
    this.cutWith = undefined;
    return cutWith ? Promise.reject(cutWith) : Promise.resolve({ value: undefined, done: true });
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.release();
  }
}
