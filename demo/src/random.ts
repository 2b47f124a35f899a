import { createHash } from 'node:crypto';

/**
 * A stream of pseudo-random numbers that is the same wherever and whenever it is made from the same name.
 *
 * The algorithm is sfc32 of Chris Doty-Humphrey's PractRand (public domain): 128 bits of state, four additions, three
 * shifts. It is seeded with the first 16 bytes of the SHA-256 of the name, so that streams of different names have
 * nothing in common: one stream per entity and subject keeps a new field from shifting the values of the others.
 * Not for secrets.
 */
export class RandomStream {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  constructor(name: string) {
    const seed = createHash('sha256').update(name).digest();
    this.a = seed.readInt32LE(0);
    this.b = seed.readInt32LE(4);
    this.c = seed.readInt32LE(8);
    this.counter = seed.readInt32LE(12);
  }

  /** The next number, 0 ≤ x < 1, in steps of 2^-32. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A number between `from` (inclusive) and `to` (exclusive). */
  between(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /** A whole number from `from` to `to`, both inclusive. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** True with this probability (0 to 1). */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One item of a list that is not empty; all are equally likely. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('Cannot pick from an empty list');
    return items[Math.floor(this.next() * items.length)] as T;
  }

  /** One key of a table of weights (any positive numbers); likelier the heavier. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
    let rest = this.next() * total;
    for (const [key, weight] of entries) {
      rest -= weight;
      if (rest < 0) return key;
    }
    // Rounding may leave a hair's breadth after the last one.
    const last = entries.at(-1);
    if (!last) throw new RangeError('Cannot pick from an empty table of weights');
    return last[0];
  }

  /** Up to `count` different items of a list, in random order. */
  sample<T>(items: readonly T[], count: number): T[] {
    const pool = [...items];
    const size = Math.min(count, pool.length);
    for (let i = 0; i < size; i += 1) {
      const j = this.integer(i, pool.length - 1);
      [pool[i], pool[j]] = [pool[j] as T, pool[i] as T];
    }
    return pool.slice(0, size);
  }

  /** Normally distributed with mean 0 and deviation 1 (Box–Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normally distributed: half of the values lie below `median`; `sigma` says how heavy the tail is. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** A whole number ≥ 0, Poisson distributed; above a mean of 30 by its normal approximation. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count += 1;
    return count;
  }
}
