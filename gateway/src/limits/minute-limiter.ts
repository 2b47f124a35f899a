import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Length of the time that points are for, in seconds. It begins with the first that are taken. */
export const limiterDuration = 60;

/**
 * Counts points of each client for a minute.
 * @param keyPrefix tells what is counted from all else in Redis
 * @param redis that gateways share their counts in; without one each counts for itself
 */
export function minuteLimiter(points: number, keyPrefix: string, redis: Redis | undefined): RateLimiterAbstract {
  const memory = new RateLimiterMemory({ points, duration: limiterDuration });
  if (!redis) return memory;
  // Without Redis a client has its points at each gateway: better than none, and than refusing everybody.
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix,
    points,
    duration: limiterDuration,
    insuranceLimiter: memory,
  });
}
