import { BoundedCache } from '#platform/caching/bounded-cache.js';

/** Bounds of a queue. */
export interface QueueLimits {
  /** Most that wait, of all clients together. */
  waiting: number;
  /** Most that wait of one client. */
  waitingPerClient: number;
}

/** For how long what a client took counts against it, in ms. */
const memory = 60_000;

/** Most clients that are remembered. */
const keptClients = 10_000;

/**
 * A bounded queue in which no client starves another: next is whoever has taken least time in the last minute, each
 * client's own entries in their order. When it is full, the client with most entries gives one up to a client with
 * fewer.
 */
export class FairQueue<Entry> {
  private readonly waiting = new Map<string, Entry[]>();
  private readonly taken = new BoundedCache<string, { milliseconds: number; since: number }>(keptClients);
  private total = 0;

  /** @param now milliseconds of a clock that does not jump */
  constructor(
    private readonly limits: QueueLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get size(): number {
    return this.total;
  }

  /** Puts an entry in. @returns the entry that finds no place: this one, another's that gave way, or none */
  put(client: string, entry: Entry): Entry | undefined {
    const own = this.waiting.get(client) ?? [];
    if (own.length >= this.limits.waitingPerClient) return entry;
    let displaced: Entry | undefined;
    if (this.total >= this.limits.waiting) {
      const longest = [...this.waiting.values()].reduce((one, other) => (other.length > one.length ? other : one), own);
      if (longest.length <= own.length + 1) return entry;
      displaced = longest.pop();
      this.total -= 1;
    }
    own.push(entry);
    this.total += 1;
    this.waiting.set(client, own);
    return displaced;
  }

  /** Takes the entry whose turn it is. */
  take(): { client: string; entry: Entry } | undefined {
    let next: string | undefined;
    let least = Infinity;
    for (const client of this.waiting.keys()) {
      const milliseconds = this.takenBy(client);
      if (milliseconds < least) [next, least] = [client, milliseconds];
    }
    if (next === undefined) return undefined;
    const own = this.waiting.get(next)!;
    const entry = own.shift()!;
    this.total -= 1;
    // Back to the end, so that clients who took the same take turns.
    this.waiting.delete(next);
    if (own.length) this.waiting.set(next, own);
    return { client: next, entry };
  }

  /** Takes an entry out before its turn. @returns whether it was there */
  remove(client: string, entry: Entry): boolean {
    const own = this.waiting.get(client);
    const place = own?.indexOf(entry) ?? -1;
    if (!own || place < 0) return false;
    own.splice(place, 1);
    this.total -= 1;
    if (!own.length) this.waiting.delete(client);
    return true;
  }

  /** Counts time that an entry of a client took. */
  charge(client: string, milliseconds: number): void {
    const time = this.now();
    this.taken.set(client, { milliseconds: this.takenBy(client) + milliseconds, since: time });
  }

  /** What a client took, fading to nothing within a minute after its last entry. */
  private takenBy(client: string): number {
    const known = this.taken.get(client);
    if (!known) return 0;
    return known.milliseconds * Math.max(0, 1 - (this.now() - known.since) / memory);
  }
}
