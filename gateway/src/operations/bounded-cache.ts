/** A map that keeps the entries used last, up to a total weight. */
export class BoundedCache<Key, Value> {
  // A Map iterates in order of insertion: what is used is put back at the end, what is first goes.
  private readonly entries = new Map<Key, Value>();
  private total = 0;

  /**
   * @param limit most weight of all entries together
   * @param weigh weight of an entry; 1 unless told otherwise, so that the limit is a number of entries
   */
  constructor(
    private readonly limit: number,
    private readonly weigh: (key: Key, value: Value) => number = () => 1,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  get(key: Key): Value | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    this.entries.set(key, value);
    this.total += this.weigh(key, value);
    for (const oldest of this.entries.keys()) {
      if (this.total <= this.limit) break;
      this.delete(oldest);
    }
  }

  /** The keys used last, the newest first. */
  newest(count: number): Key[] {
    return [...this.entries.keys()].slice(-count).reverse();
  }

  delete(key: Key): void {
    const value = this.entries.get(key);
    if (value === undefined) return;
    this.entries.delete(key);
    this.total -= this.weigh(key, value);
  }
}
