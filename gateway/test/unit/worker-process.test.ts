import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import { compiledModule } from '../../src/workers/compiled-module.js';
import { WorkerProcess } from '../../src/workers/worker-process.js';

interface Task {
  what: 'echo' | 'spin' | 'eat' | 'environment' | 'options';
  milliseconds?: number;
}

const source = `
  import { serveTasks } from ${JSON.stringify(compiledModule('workers/task-server.js').href)};
  serveTasks(() => ({ what, milliseconds = 0 }) => {
    const spent = () => process.cpuUsage().user + process.cpuUsage().system;
    const end = spent() + milliseconds * 1000;
    while (what === 'spin' && spent() < end);
    if (what === 'eat') for (const eaten = [];;) eaten.push({ eaten: new Array(1000).fill(Math.random()) });
    if (what === 'environment') return Object.keys(process.env);
    if (what === 'options') return process.execArgv;
    return what;
  });
`;
const taskModule = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
const workers: WorkerProcess<Task, unknown>[] = [];
const parents: ChildProcess[] = [];

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  for (const parent of parents.splice(0)) parent.kill('SIGKILL');
});

function start(timeLimit: number): WorkerProcess<Task, unknown> {
  const worker = new WorkerProcess<Task, unknown>({ module: taskModule, data: undefined, timeLimit, memoryLimit: 40 });
  workers.push(worker);
  return worker;
}

/** Processes that a process started and that run. Linux only. */
function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

/** A worker that is started, and its process. */
async function started(timeLimit: number): Promise<{ worker: WorkerProcess<Task, unknown>; pid: number }> {
  const before = new Set(childrenOf(process.pid));
  const worker = start(timeLimit);
  await worker.run({ what: 'echo' });
  const [pid] = childrenOf(process.pid).filter((child) => !before.has(child));
  return { worker, pid: pid! };
}

/** A process with a worker of its own, which is busy for a minute unless it is to do nothing. */
async function parentOfWorker(busy: boolean): Promise<{ parent: ChildProcess; worker: number }> {
  const script = `
    import { WorkerProcess } from ${JSON.stringify(compiledModule('workers/worker-process.js').href)};
    process.stdin.once('data', () => process.stdin.destroy());
    const worker = new WorkerProcess({ module: new URL(${JSON.stringify(taskModule.href)}), timeLimit: 60000, memoryLimit: 40 });
    await worker.run({ what: 'echo' });
    ${busy ? "void worker.run({ what: 'spin', milliseconds: 60000 });" : ''}
    process.stdout.write('started');
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  parents.push(parent);
  await once(parent.stdout, 'data');
  const [worker] = childrenOf(parent.pid!);
  return { parent, worker: worker! };
}

async function ended(pid: number, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (existsSync(`/proc/${pid}`) && performance.now() < end) await new Promise((go) => setTimeout(go, 20));
  return !existsSync(`/proc/${pid}`);
}

// What runs, and at what priority, is read from /proc, which other systems do not have.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a worker process', () => {
  it('gets nothing of the environment and of the options of the process that starts it', async () => {
    const worker = start(1_000);
    const { answer: names } = await worker.run({ what: 'environment' });
    expect((names as string[]).filter((name) => !name.startsWith('NODE_CHANNEL'))).toEqual([]);
    expect(await worker.run({ what: 'options' })).toMatchObject({ answer: [] });
  });

  it('gives way with every thread that it has', async () => {
    const { pid } = await started(1_000);
    const threads = readdirSync(`/proc/${pid}/task`);
    // `nice` is the 17th field after the name in parentheses.
    const nice = threads.map((thread) => {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
    });
    expect(threads.length).toBeGreaterThan(4);
    expect(nice).toEqual(threads.map(() => Math.min(19, getPriority() + 10)));
  });

  it('is given CPU time, not time of the clock: what waits for a core is not lost', async () => {
    const { worker, pid } = await started(400);
    const slow = worker.run({ what: 'spin', milliseconds: 200 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    process.kill(pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    process.kill(pid, 'SIGCONT');
    expect(await slow).toMatchObject({ answer: 'spin' });
    await expect(worker.run({ what: 'spin', milliseconds: 10_000 })).rejects.toMatchObject({ loss: 'time' });
  });

  it('has the whole limit for each task', async () => {
    const { worker } = await started(400);
    for (let turn = 0; turn < 5; turn += 1) await worker.run({ what: 'spin', milliseconds: 150 });
  });

  it('outlives tasks that take too long or too much', async () => {
    const { worker, pid } = await started(5_000);
    await expect(worker.run({ what: 'eat' })).rejects.toMatchObject({ loss: 'memory' });
    await expect(worker.run({ what: 'spin', milliseconds: 20_000 })).rejects.toMatchObject({ loss: 'time' });
    expect(await worker.run({ what: 'echo' })).toMatchObject({ answer: 'echo' });
    expect(childrenOf(process.pid)).toContain(pid);
  });

  it('takes no notice of signals that are sent to the whole process group', async () => {
    const { worker, pid } = await started(5_000);
    const under = worker.run({ what: 'spin', milliseconds: 200 });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.kill(pid, signal);
    expect(await under).toMatchObject({ answer: 'spin' });
    expect(await worker.run({ what: 'echo' })).toMatchObject({ answer: 'echo' });
  });

  it('is lost to a crash when it is killed', async () => {
    const { worker, pid } = await started(5_000);
    const under = worker.run({ what: 'spin', milliseconds: 5_000 });
    process.kill(pid, 'SIGKILL');
    await expect(under).rejects.toMatchObject({ loss: 'crash' });
  });

  it('ends with the process that started it, which may end when nothing else keeps it', async () => {
    const { parent, worker } = await parentOfWorker(false);
    const exit = once(parent, 'exit');
    parent.stdin!.write('go');
    expect(await exit).toEqual([0, null]);
    expect(await ended(worker, 5_000)).toBe(true);
  });

  it('ends soon after a kill -9 of the process that started it, whatever it is doing', async () => {
    const { parent, worker } = await parentOfWorker(true);
    parent.kill('SIGKILL');
    expect(await ended(worker, 5_000)).toBe(true);
  });
});
