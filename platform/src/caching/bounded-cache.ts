/**
 * A map that keeps the entries used last, up to a total weight. It holds two halves: what is set or used goes into the
 * newer one, and when that is full, the older one is dropped and the newer one takes its place. So a look-up among what
 * is in use costs one look-up in a Map, where an exact order of use would be written anew each time; and of all that
 * fits, at least the half used last is kept.
 */
export class BoundedCache<Key, Value> {
  private newer = new Map<Key, Value>();
  private older = new Map<Key, Value>();
  private newerWeight = 0;

  /**
   * @param limit most weight of all entries together; one of more than half of it is not kept
   * @param weigh weight of an entry; 1 unless told otherwise, so that the limit is a number of entries
   */
  constructor(
    private readonly limit: number,
    private readonly weigh: (key: Key, value: Value) => number = () => 1,
  ) {}

  get size(): number {
    let size = this.newer.size;
    for (const key of this.older.keys()) if (!this.newer.has(key)) size += 1;
    return size;
  }

  get(key: Key): Value | undefined {
    const value = this.newer.get(key);
    if (value !== undefined) return value;
    const kept = this.older.get(key);
    if (kept !== undefined) this.set(key, kept);
    return kept;
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    const weight = this.weigh(key, value);
    if (weight > this.limit / 2) return;
    if (this.newerWeight + weight > this.limit / 2) {
      this.older = this.newer;
      this.newer = new Map();
      this.newerWeight = 0;
    }
    this.newer.set(key, value);
    this.newerWeight += weight;
  }

  /** The keys set or used last, the newest first, as far as that is known. */
  newest(count: number): Key[] {
    return [...[...this.newer.keys()].reverse(), ...[...this.older.keys()].reverse()].slice(0, count);
  }

  delete(key: Key): void {
    const value = this.newer.get(key);
    if (value !== undefined) this.newerWeight -= this.weigh(key, value);
    this.newer.delete(key);
    this.older.delete(key);
  }
}
