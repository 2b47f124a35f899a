import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#platform/process/free-ports.js';
import { until } from '#platform/testing/until.js';
import { processIdentity, waitForExit } from '../src/process-identity.js';
import { SupervisedProcess, type Patience } from '../src/supervised-process.js';

const folder = mkdtempSync(join(tmpdir(), 'marketplace-supervisor-test-'));
const script = join(import.meta.dirname, 'fixtures', 'service.mjs');
const started: SupervisedProcess[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.stop()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Supervises the fixture with the behaviour given, on a free port. */
async function supervise(
  behaviour: string,
  patience: Partial<Patience> = {},
  said: string[] = [],
): Promise<SupervisedProcess> {
  const port = await freePort();
  const specification = {
    name: 'fixture',
    script,
    environment: () => ({ PATH: process.env.PATH, BEHAVIOUR: behaviour, PORT: String(port), NOTE: `port ${port}` }),
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
    logFile: join(folder, `fixture-${port}.log`),
  };
  const running = new SupervisedProcess(specification, { patience, say: (line) => said.push(line) });
  started.push(running);
  return running;
}

describe('a supervised process', () => {
  it('is ready when its health says so, and its words are in its log', async () => {
    const running = await supervise('serve');
    await running.whenReady();
    expect(running.state).toBe('ready');
    expect(readFileSync(running.specification.logFile, 'utf8')).toMatch(/^started port \d+\n$/);
    await running.stop();
    expect(running.state).toBe('stopped');
    expect(running.identity).toBeUndefined();
  });

  it('is started again when it is killed', async () => {
    const said: string[] = [];
    const running = await supervise('serve', { shortestPause: 10 }, said);
    await running.whenReady();
    const { pid } = running.identity!;
    running.kill();
    await until(() => running.state === 'ready' && running.identity?.pid !== pid);
    expect(running.restarts).toBe(1);
    expect(said).toEqual(['fixture ended by itself (SIGKILL); starting it again in 0.01 s']);
  });

  it('waits longer each time it ends, up to a limit, and says why it does not start', async () => {
    const said: string[] = [];
    const running = await supervise('end', { shortestPause: 20, longestPause: 50 }, said);
    await expect(running.whenReady()).rejects.toThrow(
      /^The process fixture does not start \(exit code 1\): Setting NOTHING is missing\. Setting ELSE is missing\. Its log is /,
    );
    await until(() => said.length >= 4);
    expect(said.slice(0, 4).map((line) => /in ([\d.]+) s$/.exec(line)?.[1])).toEqual(['0.02', '0.04', '0.05', '0.05']);
  });

  it('forgets its failures after it has been well for a while', async () => {
    const said: string[] = [];
    const running = await supervise('serve', { shortestPause: 10, healthyAfter: 0 }, said);
    await running.whenReady();
    for (const _ of [1, 2, 3]) {
      const restarts = running.restarts;
      running.kill();
      await until(() => running.restarts > restarts && running.state === 'ready');
    }
    expect(new Set(said.map((line) => /in ([\d.]+) s$/.exec(line)?.[1]))).toEqual(new Set(['0.01']));
  });

  it('is killed when it does not stop in time', async () => {
    const running = await supervise('deaf', { stopTimeout: 200 });
    await running.whenReady();
    const identity = running.identity!;
    await running.stop();
    expect(await waitForExit(identity, 0)).toBe(true);
  });

  it('can be stopped in the pause between two starts', async () => {
    const running = await supervise('end', { shortestPause: 60_000 });
    await until(() => running.state === 'pausing');
    await running.stop();
    expect(running.state).toBe('stopped');
  });

  it('ends when its supervisor is killed', async () => {
    const port = String(await freePort());
    const supervisor = spawn(
      process.execPath,
      [join(import.meta.dirname, 'fixtures', 'supervise.mjs'), script, join(folder, 'orphan.log'), port],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const pid = await new Promise<number>((resolve) =>
      supervisor.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk))),
    );
    const identity = processIdentity(pid)!;
    supervisor.kill('SIGKILL');
    expect(await waitForExit(identity, 10_000)).toBe(true);
  });
});
