import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of one tick in /proc; 100 ticks a second is what Linux tells every process. */
const tick = 10;

/** What the stack starts its gateway with; the same for every process here, so that it favours none. */
const nodeOptions = ['--max-semi-space-size=64', '--heap-growing-percent=100'];

/** A process whose CPU time is measured from outside, together with every process it has started. */
export class MeasuredProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts a compiled module. @param cores that it may run on, as taskset writes them; all without */
  static start(
    module: URL,
    environment: Record<string, string>,
    { args = [], cores }: { args?: string[]; cores?: string } = {},
  ): MeasuredProcess {
    const child = fork(module, args, {
      execArgv: [...nodeOptions],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1', ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    if (cores && child.pid) pin(child.pid, cores);
    return new MeasuredProcess(child);
  }

  /** The next message that the process sends. @throws Error if it ends instead */
  async message(): Promise<unknown> {
    if (this.ended) throw new Error('the process has ended');
    const stop = new AbortController();
    try {
      return await Promise.race([
        once(this.child, 'message', { signal: stop.signal }).then(([message]) => message as unknown),
        once(this.child, 'exit', { signal: stop.signal }).then(() => {
          throw new Error('the process has ended');
        }),
      ]);
    } finally {
      stop.abort();
    }
  }

  /** Sends a message and gives the next one that comes back. */
  async ask(message: object): Promise<unknown> {
    const answer = this.message();
    this.child.send(message);
    return answer;
  }

  /** Whether it runs no more. */
  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  pin(cores: string): void {
    pin(this.child.pid!, cores);
  }

  /** CPU time so far, all threads, user and system, in ms; in steps of 10. */
  cpu(): number {
    return family(this.child.pid!).reduce((sum, pid) => sum + cpuOf(`/proc/${pid}/stat`), 0);
  }

  /** CPU time of the main thread alone so far, in ms; in steps of 10. */
  mainThreadCpu(): number {
    return cpuOf(`/proc/${this.child.pid}/task/${this.child.pid}/stat`);
  }

  /** Resident memory in MB. */
  memory(): number {
    return family(this.child.pid!).reduce((sum, pid) => {
      const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return sum + Math.round(Number(kilobytes) / 1024);
    }, 0);
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}

function cpuOf(file: string): number {
  const stat = readFileSync(file, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tick;
}

/** A process and all that descend from it. */
function family(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(family)];
}

/** Binds a running process to cores, with its threads and all that descend from it. */
export function pin(pid: number, cores: string): void {
  for (const member of family(pid))
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(member)], { stdio: 'ignore' });
}
