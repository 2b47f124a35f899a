/** Most time that can be saved up, in ms: a gateway that starts checks its first documents slowly. */
const mostSaved = 100;

/** Milliseconds that each second adds. */
const eachSecond = 20;

/**
 * Time that this process takes for checking new documents itself, which is sooner done than asking a worker. A client that
 * sends new ones all the time uses it up, and the rest is left to the worker, where it holds up nobody.
 */
export class CheckAllowance {
  private left = mostSaved;
  private since: number;

  /** @param now milliseconds of a clock that does not jump */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.since = now();
  }

  /** Whether there is time for another document. */
  get isLeft(): boolean {
    if (this.left < mostSaved) {
      const time = this.now();
      this.left = Math.min(mostSaved, this.left + ((time - this.since) * eachSecond) / 1000);
      this.since = time;
    }
    return this.left > 0;
  }

  /** Counts time that a document took. */
  spend(milliseconds: number): void {
    if (this.left >= mostSaved) this.since = this.now();
    this.left -= milliseconds;
  }
}
