import { codedError } from '#platform/errors/graphql-errors.js';
import { BoundedCache } from '../../operations/bounded-cache.js';

/** How long losses of a client count together, from the first of them, in ms. */
const window = 60_000;

/** Most clients that are remembered. */
const keptClients = 10_000;

/**
 * Counts operations of each client that were given up in planning. Each takes as long as one may; a client that sends one
 * after the other would keep a core busy for nothing.
 */
export class ClientLosses {
  private readonly losses = new BoundedCache<string, { count: number; until: number }>(keptClients);

  /**
   * @param most most losses of a client in a minute before nothing new of it is planned
   * @param now milliseconds of a clock that does not jump
   */
  constructor(
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws GraphQLError RATE_LIMITED, with when to come back, for a client that has lost too many */
  check(client: string): void {
    const known = this.current(client);
    if (!known || known.count < this.most) return;
    throw codedError(
      'RATE_LIMITED',
      'Too many operations of yours were too large to plan: nothing new is planned for now.',
      {
        retryAfter: Math.max(1, Math.ceil((known.until - this.now()) / 1000)),
      },
    );
  }

  /** Counts a loss. */
  add(client: string): void {
    const known = this.current(client);
    if (known) known.count += 1;
    else this.losses.set(client, { count: 1, until: this.now() + window });
  }

  private current(client: string): { count: number; until: number } | undefined {
    const known = this.losses.get(client);
    return known && known.until > this.now() ? known : undefined;
  }
}
