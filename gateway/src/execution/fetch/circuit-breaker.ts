/** When a circuit breaker opens, and for how long. */
export interface BreakerLimits {
  /** Failures within ten seconds that open it, where they are at least half of all requests. */
  failures: number;
  /** How long it stays open, in ms. */
  openTime: number;
}

/** State of a circuit breaker: requests pass, none passes, or one passes to find out. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** What became of a request; what says nothing about the other side is `unknown`. */
export type BreakerOutcome = 'good' | 'failed' | 'unknown';

/** Tells what became of a request that was let through. Once. */
export type Settle = (outcome: BreakerOutcome) => void;

/** Outcomes of this many ms count. */
const window = 10_000;

/** Counts are kept by slices of the window, in ms. */
const slice = 1_000;

/**
 * Keeps requests from one that fails again and again, so that nobody waits for it in vain and it can recover. Closed, it
 * counts; open, it refuses all; after its time it lets one request through, whose outcome closes it or opens it again.
 */
export class CircuitBreaker {
  /** By slice of time: how many requests ended, how many of them failed. */
  private slices: { number: number; ended: number; failed: number }[] = [];
  private present: BreakerState = 'closed';
  private opened = 0;
  private probing = false;

  /**
   * @param changed called with every new state
   * @param now milliseconds of any clock that never goes back
   */
  constructor(
    private readonly limits: BreakerLimits,
    private readonly changed: (state: BreakerState) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get state(): BreakerState {
    return this.present;
  }

  /** Lets a request through, or refuses it with undefined. */
  admit(): Settle | undefined {
    if (this.present === 'closed') return this.count;
    if (this.present === 'open') {
      if (this.now() - this.opened < this.limits.openTime) return undefined;
      this.change('half-open');
    }
    if (this.probing) return undefined;
    this.probing = true;
    return this.settleProbe;
  }

  private readonly count: Settle = (outcome) => {
    // What was let through before it opened and ends later tells nothing new.
    if (this.present !== 'closed' || outcome === 'unknown') return;
    const number = Math.floor(this.now() / slice);
    let last = this.slices.at(-1);
    if (last?.number !== number) {
      const oldest = number - window / slice;
      this.slices = this.slices.filter((kept) => kept.number > oldest);
      this.slices.push((last = { number, ended: 0, failed: 0 }));
    }
    last.ended += 1;
    if (outcome === 'good') return;
    last.failed += 1;
    let [ended, failed] = [0, 0];
    for (const kept of this.slices) {
      ended += kept.ended;
      failed += kept.failed;
    }
    if (failed >= this.limits.failures && failed * 2 >= ended) this.open();
  };

  private readonly settleProbe: Settle = (outcome) => {
    this.probing = false;
    if (outcome === 'failed') this.open();
    else if (outcome === 'good') this.change('closed');
    // Of an unknown outcome the next request finds out.
  };

  private open(): void {
    this.opened = this.now();
    this.slices = [];
    this.change('open');
  }

  private change(state: BreakerState): void {
    this.present = state;
    this.changed(state);
  }
}
