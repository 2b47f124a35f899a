import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Longest to wait for Redis before this gateway counts for itself, in ms. */
const redisTimeout = 250;

/** Connects to the Redis that gateways count in together. It connects again by itself; what fails meanwhile fails at once. */
export function connectRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: redisTimeout,
    connectTimeout: 2_000,
    // The client holds the process for so long at its end where the connection had broken before.
    disconnectTimeout: redisTimeout,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) logger.warn({ err: error }, 'Redis cannot be reached: this gateway counts for itself');
    away = true;
  });
  redis.on('ready', () => (away = false));
  return redis;
}
