/** Counts what clients have open, by client, so that one client cannot take it all. */
export class ClientQuota {
  private readonly open = new Map<string, number>();

  /** @param limit most that one client may have open */
  constructor(readonly limit: number) {}

  /**
   * Counts one in.
   * @param owner whose it is
   * @returns what counts it out again; undefined when the owner has as many as may be
   */
  enter(owner: string): (() => void) | undefined {
    const count = this.open.get(owner) ?? 0;
    if (count >= this.limit) return undefined;
    this.open.set(owner, count + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const remaining = (this.open.get(owner) ?? 1) - 1;
      if (remaining) this.open.set(owner, remaining);
      else this.open.delete(owner);
    };
  }
}
