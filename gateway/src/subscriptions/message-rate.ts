/** How many seconds' worth of messages may come at once. */
const burstSeconds = 10;

/** Bounds how many messages a client sends: so many a second in the long run, ten seconds' worth at once. */
export class MessageRate {
  private left: number;
  private last: number;

  /**
   * @param perSecond messages a second
   * @param now milliseconds of a clock that does not jump
   */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.left = perSecond * burstSeconds;
    this.last = this.now();
  }

  /** Counts a message. @returns false when it is one too many */
  take(): boolean {
    const time = this.now();
    this.left = Math.min(this.perSecond * burstSeconds, this.left + ((time - this.last) / 1000) * this.perSecond);
    this.last = time;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
