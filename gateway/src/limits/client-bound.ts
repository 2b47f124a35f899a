import type { GraphQLError } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { limiterDuration, minuteLimiter } from './minute-limiter.js';

/** What is counted of one client. */
export interface ClientCount {
  points: number;
  /** How long they count yet, in ms. */
  milliseconds: number;
}

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
    if (known && known.remainingPoints <= 0) throw this.refusal(known.msBeforeNext);
  }

  /** Counts one, or as much as several. @returns what is counted of the client by now */
  async add(client: string, points = 1): Promise<ClientCount> {
    const { consumedPoints, msBeforeNext } = await this.limiter.penalty(client, points);
    // By the wall clock, which may have been set back meanwhile.
    return { points: consumedPoints, milliseconds: Math.min(msBeforeNext, limiterDuration * 1000) };
  }

  /** What a client is told that has to wait. @param milliseconds until it may come back */
  refusal(milliseconds: number): GraphQLError {
    return codedError('RATE_LIMITED', this.told, { retryAfter: Math.max(1, Math.ceil(milliseconds / 1000)) });
  }
}
