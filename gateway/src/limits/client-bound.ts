import { codedError } from '#platform/errors/graphql-errors.js';
import { minuteLimiter } from './minute-limiter.js';

/**
 * Counts for a minute what was done for each client in vain, such as planning an operation that is too large, and says
 * when it is too much: a client that sends one after the other would keep a core busy for nothing.
 */
export class ClientBound {
  private readonly limiter;

  /**
   * @param name of what is counted
   * @param most of one client in a minute before nothing more is done
   * @param told to the client then
   */
  constructor(
    name: string,
    most: number,
    private readonly told: string,
  ) {
    // Each gateway for itself: it is its own workers that are kept busy.
    this.limiter = minuteLimiter(most, name, undefined);
  }

  /** @throws GraphQLError RATE_LIMITED, with when to come back, for a client that has reached the bound */
  async check(client: string): Promise<void> {
    const known = await this.limiter.get(client);
    if (!known || known.remainingPoints > 0) return;
    const retryAfter = Math.max(1, Math.ceil(known.msBeforeNext / 1000));
    throw codedError('RATE_LIMITED', this.told, { retryAfter });
  }

  /** Counts one, or as much as several. */
  async add(client: string, points = 1): Promise<void> {
    await this.limiter.penalty(client, points);
  }
}
