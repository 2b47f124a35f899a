import type { GraphQLError } from 'graphql';
import type { Redis } from 'ioredis';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { codedError } from '#platform/errors/graphql-errors.js';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import { limiterDuration, minuteLimiter } from './minute-limiter.js';

/** What one client has left. */
export interface BudgetState {
  /** Points until the reset. */
  remaining: number;
  /** Seconds until the budget is whole again. */
  reset: number;
}

/** How a budget is kept. */
export interface BudgetOptions {
  /** Points of each client in a minute. */
  points: number;
  /** Redis that gateways share it over; without one each gateway counts for itself. */
  redis?: Redis | undefined;
}

/** Most clients whose state is known here without asking. */
const keptClients = 20_000;

/** What a document costs that the gateway has not seen: to be parsed and checked, whatever comes of it. */
export function newDocumentPrice(text: string): number {
  return 10 + Math.floor(text.length / 1_000);
}

/** What running an operation takes from the budget: its cost, and never nothing. */
export function operationPrice(cost: number): number {
  return Math.max(1, Math.ceil(cost));
}

/** Points that each client may spend in a minute. What a refused operation would have cost is spent as well. */
export class OperationBudget {
  private readonly limiter: RateLimiterAbstract;
  private readonly states = new BoundedCache<string, { remaining: number; until: number }>(keptClients);

  constructor(private readonly options: BudgetOptions) {
    this.limiter = minuteLimiter(options.points, 'gateway-budget', options.redis);
  }

  /** What a client is known to have left; the whole budget for one that is not known. */
  state(client: string): BudgetState {
    const known = this.states.get(client);
    const left = known ? known.until - performance.now() : 0;
    if (!known || left <= 0) return { remaining: this.options.points, reset: limiterDuration };
    return { remaining: known.remaining, reset: Math.ceil(left / 1000) };
  }

  /** The refusal of a client that has nothing left; undefined for one that has. */
  refusal(client: string): GraphQLError | undefined {
    const { remaining, reset } = this.state(client);
    return remaining > 0 ? undefined : spent(reset);
  }

  /**
   * Takes points from a client's budget.
   * @throws GraphQLError RATE_LIMITED, with `retryAfter` in seconds, when they are not there
   */
  async spend(client: string, points: number): Promise<void> {
    const refused = this.refusal(client);
    if (refused) throw refused;
    try {
      this.keep(client, await this.limiter.consume(client, points));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      this.keep(client, error);
      throw spent(Math.ceil(error.msBeforeNext / 1000));
    }
  }

  /** Headers of an answer: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
  headers(client: string): Record<string, string> {
    const { remaining, reset } = this.state(client);
    return {
      'ratelimit-policy': `"cost";q=${this.options.points};w=${limiterDuration}`,
      ratelimit: `"cost";r=${remaining};t=${reset}`,
      ...(remaining > 0 ? {} : { 'retry-after': String(reset) }),
    };
  }

  private keep(client: string, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
    // By the wall clock, which may have been set back meanwhile.
    const milliseconds = Math.min(msBeforeNext, limiterDuration * 1000);
    this.states.set(client, { remaining: remainingPoints, until: performance.now() + milliseconds });
  }
}

function spent(seconds: number): GraphQLError {
  return codedError('RATE_LIMITED', `The budget of this minute is spent: try again in ${seconds} s.`, {
    retryAfter: seconds,
  });
}
