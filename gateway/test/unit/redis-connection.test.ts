import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { compiledModule } from '../../src/workers/compiled-module.js';

/** Lets a connection go that was never there, and says how long the process goes on after that, in ms. */
const script = `
  import { pino } from 'pino';
  import { connectRedis } from ${JSON.stringify(compiledModule('limits/redis-connection.js').href)};
  // Nothing listens there.
  const redis = connectRedis('redis://127.0.0.1:1', pino({ level: 'silent' }));
  redis.once('close', () => {
    redis.disconnect();
    const start = performance.now();
    process.once('exit', () => console.log(performance.now() - start));
  });
`;

it('a Redis that is away does not hold the process when the connection is let go', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const milliseconds = Number(stdout);
  expect(milliseconds).toBeGreaterThan(0);
  // The client would wait two seconds for the end of a connection that has ended.
  expect(milliseconds).toBeLessThan(1_500);
});
