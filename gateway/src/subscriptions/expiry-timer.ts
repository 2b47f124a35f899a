/** Longest delay that a timer takes, in ms. */
const longestTimer = 2 ** 31 - 1;

/** Calls back once at a time that may be far away. */
export class ExpiryTimer {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly expire: () => void) {}

  /** @param seconds from now, in place of any time before; Infinity for never */
  start(seconds: number): void {
    this.stop();
    if (seconds === Infinity) return;
    const milliseconds = Math.max(0, seconds * 1000);
    this.timer = setTimeout(
      () => (milliseconds > longestTimer ? this.start((milliseconds - longestTimer) / 1000) : this.expire()),
      Math.min(milliseconds, longestTimer),
    );
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
