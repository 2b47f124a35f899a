import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { connectRedis } from '../../src/limits/redis-connection.js';
import { eventually } from '../gateway-kit.js';

/** Timers that the process would wait for at its end. */
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

it('a Redis that is away does not hold the process when the connection is let go', async () => {
  const before = timers();
  // Nothing listens there.
  const redis = connectRedis('redis://127.0.0.1:1', pino({ level: 'silent' }));
  await new Promise<void>((resolve) => redis.once('close', resolve));
  redis.disconnect();
  expect(timers()).toBeGreaterThan(before);
  // The client would wait two seconds for the end of a connection that has ended.
  await eventually(() => timers() <= before, 1_500);
});
