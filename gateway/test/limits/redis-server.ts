import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '#platform/process/free-ports.js';

/** Whether a Redis server is installed on this machine. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of a test's own, with nothing stored. */
export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts a Redis server. @param port a free one unless given */
export async function startRedis(port?: number): Promise<RedisServer> {
  const chosen = port ?? (await freePort());
  const child = spawn(
    'redis-server',
    ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('redis-server ended')));
    child.stdout.on('data', (text: Buffer) => String(text).includes('eady to accept connections') && resolve());
  });
  return {
    url: `redis://127.0.0.1:${chosen}`,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
