/** What may wait to be sent to one reader. */
export interface PaceLimits {
  /** Most bytes before nothing more is written. */
  bytes: number;
  /** Longest that something may wait, in ms, before the reader is let go. */
  age: number;
}

/** How often readers that something waits for are looked at, in ms. */
const lookInterval = 100;

/** Looks after readers that something waits for; no timer runs while there are none. */
export class SlowReaders {
  private readonly behind = new Set<ReaderPace>();
  private timer: NodeJS.Timeout | undefined;

  constructor(readonly limits: PaceLimits) {}

  watch(reader: ReaderPace): void {
    this.behind.add(reader);
    this.timer ??= setInterval(() => this.look(), lookInterval).unref();
  }

  forget(reader: ReaderPace): void {
    this.behind.delete(reader);
    if (this.behind.size || !this.timer) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private look(): void {
    const now = performance.now();
    for (const reader of this.behind) {
      // Who goes on reading may fall behind again at once, and is watched anew then.
      if (reader.isEmpty) {
        this.forget(reader);
        reader.resume();
      } else reader.look(now);
    }
  }
}

/**
 * How far one reader is behind with what was written to it. A reader that is too far behind is written nothing more
 * until it has taken all; one that does not in time is let go.
 */
export class ReaderPace {
  private since = 0;
  private paused = false;
  private waiting: (() => void)[] = [];

  /**
   * @param output that is written to
   * @param stuck called when something has waited too long, as often as that is seen
   */
  constructor(
    private readonly output: { readonly writableLength: number },
    private readonly readers: SlowReaders,
    private readonly stuck: () => void,
  ) {}

  /** Whether more may be written now. */
  get isFree(): boolean {
    if (!this.paused && this.output.writableLength > this.readers.limits.bytes) this.paused = true;
    return !this.paused;
  }

  get isEmpty(): boolean {
    return this.output.writableLength === 0;
  }

  /** To be called after something was written. */
  wrote(): void {
    if (this.since || this.isEmpty) return;
    this.since = performance.now();
    this.readers.watch(this);
  }

  /** Calls back once, when the reader has taken all. */
  whenFree(then: () => void): void {
    this.waiting.push(then);
    this.since ||= performance.now();
    this.readers.watch(this);
  }

  look(now: number): void {
    const age = now - this.since;
    if (age > this.readers.limits.age) this.stuck();
    // One that reads all the time, yet never all, shows in a pause that it does.
    else if (age > this.readers.limits.age / 2) this.paused = true;
  }

  /** Everything was taken. */
  resume(): void {
    this.since = 0;
    this.paused = false;
    const { waiting } = this;
    this.waiting = [];
    for (const then of waiting) then();
  }

  /** The reader is gone. */
  stop(): void {
    this.waiting = [];
    this.readers.forget(this);
  }
}
