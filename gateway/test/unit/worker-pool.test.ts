import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { compiledModule } from '../../src/workers/compiled-module.js';
import { WorkerPool } from '../../src/workers/worker-pool.js';

interface Task {
  what: 'echo' | 'throw' | 'spin' | 'eat' | 'exit';
  text?: string;
}

const source = `
  import { serveTasks } from ${JSON.stringify(compiledModule('workers/task-server.js').href)};
  serveTasks((greeting) => ({ what, text }) => {
    if (what === 'throw') throw new RangeError('no good');
    if (what === 'exit') process.exit(3);
    if (what === 'spin') for (;;);
    if (what === 'eat') for (const eaten = [];;) eaten.push({ eaten: new Array(1000).fill(Math.random()) });
    return greeting + ' ' + text;
  });
`;

let pool: WorkerPool<Task, string>;

beforeEach(() => {
  pool = poolOf(500);
});

afterEach(() => pool.stop());

const echo = (text: string): Promise<string> => pool.run('me', { what: 'echo', text });

describe('a pool of workers', () => {
  it('does tasks; one that fails takes none with it', async () => {
    expect(pool.workers).toBe(0);
    const answers = await Promise.allSettled([echo('a'), pool.run('me', { what: 'throw' }), echo('b')]);
    expect(answers).toMatchObject([{ value: 'hello a' }, { reason: { message: 'no good' } }, { value: 'hello b' }]);
    expect(pool.workers).toBe(1);
  });

  it.each([
    ['spin', 'time'],
    ['eat', 'memory'],
    ['exit', 'crash'],
  ] as const)('replaces a worker that is lost to %s, and does what waited', async (what, loss) => {
    // With time enough to run out of memory.
    if (what === 'eat') await pool.stop();
    if (what === 'eat') pool = poolOf(30_000);
    const answers = await Promise.allSettled([pool.run('me', { what }), echo('after'), pool.run('you', { what })]);
    expect(answers).toMatchObject([{ reason: { loss } }, { value: 'hello after' }, { reason: { loss } }]);
    expect(await echo('again')).toBe('hello again');
  });

  it('refuses what waited too long', async () => {
    await pool.stop();
    pool = poolOf(3_000, 1);
    expect(await Promise.allSettled([pool.run('me', { what: 'spin' }), echo('late')])).toMatchObject([
      { reason: { loss: 'time' } },
      { reason: { name: 'PoolBusy' } },
    ]);
  });

  it('rejects everything when it stops', async () => {
    const all = Promise.allSettled([pool.run('me', { what: 'spin' }), echo('never')]);
    await pool.stop();
    expect(await all).toMatchObject([{ reason: { loss: 'stopped' } }, { reason: { loss: 'stopped' } }]);
    await expect(echo('never')).rejects.toMatchObject({ loss: 'stopped' });
    expect(pool.workers).toBe(0);
  });
});

function poolOf(timeLimit: number, waitLimit = 60_000): WorkerPool<Task, string> {
  return new WorkerPool({
    name: 'test',
    module: new URL(`data:text/javascript,${encodeURIComponent(source)}`),
    data: 'hello',
    timeLimit,
    memoryLimit: 40,
    workers: 1,
    waiting: 10,
    waitingPerClient: 10,
    waitLimit,
    logger: pino({ level: 'silent' }),
  });
}
