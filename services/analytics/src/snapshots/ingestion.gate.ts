import { codedError } from '#platform/errors/graphql-errors.js';

/**
 * Lets a few ingest transactions run and a few more requests wait; whoever comes beyond that is sent away before
 * anything is done, so that what is acknowledged is never dropped and memory stays bounded.
 */
export class IngestionGate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param concurrency transactions at a time
   * @param queue requests that may wait
   */
  constructor(
    private readonly concurrency: number,
    private readonly queue: number,
  ) {}

  /**
   * Runs `work` when it is its turn.
   * @throws GraphQLError RATE_LIMITED, with `retryAfterSeconds`, when too many wait
   */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.concurrency) {
      if (this.waiting.length >= this.queue)
        throw codedError(
          'RATE_LIMITED',
          'Too many snapshots at once; nothing of this request was stored. Send it again.',
          {
            retryAfterSeconds: 1,
          },
        );
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      // The turn passes on; it ends only when nobody waits.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
