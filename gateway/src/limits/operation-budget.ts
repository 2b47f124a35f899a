import type { GraphQLError } from 'graphql';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { codedError } from '#platform/errors/graphql-errors.js';
import { BoundedCache } from '../operations/bounded-cache.js';

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
  redisUrl?: string | undefined;
  logger: Logger;
}

/** Length of a budget's time, in seconds. */
const duration = 60;

/** Most clients whose state is known here without asking. */
const keptClients = 20_000;

/** Longest to wait for Redis before this gateway counts for itself, in ms. */
const redisTimeout = 250;

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
  private readonly redis: Redis | undefined;
  private readonly states = new BoundedCache<string, { remaining: number; until: number }>(keptClients);

  constructor(private readonly options: BudgetOptions) {
    const { points, redisUrl } = options;
    const memory = new RateLimiterMemory({ points, duration });
    this.redis = redisUrl ? this.connect(redisUrl) : undefined;
    this.limiter = this.redis
      ? new RateLimiterRedis({
          storeClient: this.redis,
          keyPrefix: 'gateway-budget',
          points,
          duration,
          // Without Redis a client has its budget at each gateway: better than none, and than refusing everybody.
          insuranceLimiter: memory,
        })
      : memory;
  }

  /** What a client is known to have left; the whole budget for one that is not known. */
  state(client: string): BudgetState {
    const known = this.states.get(client);
    const left = known ? known.until - performance.now() : 0;
    if (!known || left <= 0) return { remaining: this.options.points, reset: duration };
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
      'ratelimit-policy': `"cost";q=${this.options.points};w=${duration}`,
      ratelimit: `"cost";r=${remaining};t=${reset}`,
      ...(remaining > 0 ? {} : { 'retry-after': String(reset) }),
    };
  }

  /** Closes the connection to Redis. */
  stop(): void {
    this.redis?.disconnect();
  }

  private keep(client: string, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
    this.states.set(client, { remaining: remainingPoints, until: performance.now() + msBeforeNext });
  }

  private connect(url: string): Redis {
    const { logger } = this.options;
    const redis = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: redisTimeout,
      connectTimeout: 2_000,
      retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
    });
    let away = false;
    redis.on('error', (error: Error) => {
      if (!away) logger.warn({ err: error }, 'Redis cannot be reached: this gateway counts budgets for itself');
      away = true;
    });
    redis.on('ready', () => (away = false));
    return redis;
  }
}

function spent(seconds: number): GraphQLError {
  return codedError('RATE_LIMITED', `The budget of this minute is spent: try again in ${seconds} s.`, {
    retryAfter: seconds,
  });
}
