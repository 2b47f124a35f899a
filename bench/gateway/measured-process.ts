import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';

/** Milliseconds of one tick in /proc; 100 ticks a second is what Linux tells every process. */
const tick = 10;

/** A process whose CPU time is measured from outside. */
export class MeasuredProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts a compiled module. */
  static start(module: URL, environment: Record<string, string>): MeasuredProcess {
    const child = fork(module, {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1', ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new MeasuredProcess(child);
  }

  /** The first message that the process sends. */
  async message(): Promise<unknown> {
    const [message] = (await once(this.child, 'message')) as [unknown];
    return message;
  }

  /** CPU time so far, all threads, user and system, in ms; in steps of 10. */
  cpu(): number {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tick;
  }

  /** Resident memory in MB. */
  memory(): number {
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes) / 1024);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
