/** Longest time between two looks at the clock, in ms: timers know nothing of a clock that jumps, or a machine that slept. */
const lookInterval = 5_000;

/** Calls back once when a time has come by a clock that may be put forward or back. */
export class ExpiryTimer {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly expire: () => void) {}

  /** @param secondsLeft by the clock as it is then, in place of any time before; Infinity for never */
  start(secondsLeft: () => number): void {
    this.stop();
    const left = secondsLeft();
    if (left === Infinity) return;
    this.timer = setTimeout(
      () => (secondsLeft() > 0 ? this.start(secondsLeft) : this.expire()),
      Math.min(Math.max(0, left * 1000), lookInterval),
    );
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
