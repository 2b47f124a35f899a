import { codedError } from '#platform/errors/graphql-errors.js';
import { minuteLimiter } from '../../limits/minute-limiter.js';

/**
 * Counts operations of each client that were given up in planning, for a minute. Each takes as long as one may; a client
 * that sends one after the other would keep a core busy for nothing.
 */
export class ClientLosses {
  private readonly limiter;

  /** @param most losses of a client in a minute before nothing new of it is planned */
  constructor(most: number) {
    // Each gateway for itself: it is its own worker that is kept busy.
    this.limiter = minuteLimiter(most, 'planner-losses', undefined);
  }

  /** @throws GraphQLError RATE_LIMITED, with when to come back, for a client that has lost too many */
  async check(client: string): Promise<void> {
    const known = await this.limiter.get(client);
    if (!known || known.remainingPoints > 0) return;
    throw codedError(
      'RATE_LIMITED',
      'Too many operations of yours were too large to plan: nothing new is planned for now.',
      { retryAfter: Math.max(1, Math.ceil(known.msBeforeNext / 1000)) },
    );
  }

  /** Counts a loss. */
  async add(client: string): Promise<void> {
    await this.limiter.penalty(client);
  }
}
