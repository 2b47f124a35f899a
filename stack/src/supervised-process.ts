import { spawn, type ChildProcess } from 'node:child_process';
import { processIdentity, type ProcessIdentity } from './process-identity.js';
import { errorMessage, StartError } from './start-error.js';
import { nodeArguments } from './installation.js';
import { RotatingLog } from './rotating-log.js';

/** A process to keep running. */
export interface ProcessSpecification {
  name: string;
  /** Path of a compiled module. */
  script: string;
  /** Options of Node for it alone. */
  nodeOptions?: readonly string[] | undefined;
  /** Asked anew at every start. */
  environment: () => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>;
  /** Answers 2xx once the process can work; without one it is ready as soon as it runs. */
  readyUrl?: string;
  /** Where what it prints goes. */
  logFile: string;
}

/** `pausing`: it ended by itself and is started again soon. */
export type ProcessState = 'starting' | 'ready' | 'pausing' | 'stopped';

/** How patient the supervisor is, all in ms. Tests shorten it. */
export interface Patience {
  shortestPause: number;
  longestPause: number;
  /** A process that was ready this long starts again after the shortest pause. */
  healthyAfter: number;
  /** From the order to stop to the kill. */
  stopTimeout: number;
  /** How long a first start may take to become ready. */
  readyTimeout: number;
}

const defaultPatience: Patience = {
  shortestPause: 250,
  longestPause: 10_000,
  healthyAfter: 30_000,
  stopTimeout: 10_000,
  readyTimeout: 60_000,
};

/** Ends without ever having been ready after which the first start counts as failed. */
const hopelessAfter = 3;
const probeIntervalMs = 100;

export interface SupervisionOptions {
  patience?: Partial<Patience>;
  /** Called with short lines for people. */
  say?: (line: string) => void;
  /** Called after each change of state. */
  changed?: () => void;
}

/** Keeps one process running: starts it, watches it, starts it again with growing pauses, stops it in good order. */
export class SupervisedProcess {
  state: ProcessState = 'starting';
  /** Starts after the first. */
  restarts = 0;
  /** Start of this life of the process. */
  startedAt: Date | undefined;
  /** The process now; undefined between two. */
  identity: ProcessIdentity | undefined;
  private child: ChildProcess | undefined;
  private readonly log: RotatingLog;
  private readonly patience: Patience;
  private readonly stopped = new AbortController();
  private readonly running: Promise<void>;
  private readonly firstReady: Promise<void>;
  private reportReady: () => void = () => undefined;
  private reportFailure: (error: Error) => void = () => undefined;

  constructor(
    readonly specification: ProcessSpecification,
    private readonly options: SupervisionOptions = {},
  ) {
    this.patience = { ...defaultPatience, ...options.patience };
    this.log = new RotatingLog(specification.logFile);
    this.firstReady = new Promise((resolve, reject) => {
      this.reportReady = resolve;
      this.reportFailure = reject;
    });
    // Who does not ask for readiness must not be ended by its absence.
    this.firstReady.catch(() => undefined);
    this.running = this.run();
  }

  get name(): string {
    return this.specification.name;
  }

  /**
   * Waits until the process was ready for the first time.
   * @throws StartError with its last words where it ends again and again, or takes too long
   */
  async whenReady(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(this.failure(`is not ready after ${this.patience.readyTimeout / 1000} s`)),
        this.patience.readyTimeout,
      );
    });
    try {
      await Promise.race([this.firstReady, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Sends a signal to the process, as a fault or for a test; what follows from it is the same as always. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.child?.kill(signal);
  }

  /** Ends the process: asks it to, and kills it where it does not answer in time. */
  async stop(): Promise<void> {
    this.stopped.abort();
    const child = this.child;
    if (child) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), this.patience.stopTimeout);
      await this.running;
      clearTimeout(timer);
    } else {
      await this.running;
    }
  }

  private async run(): Promise<void> {
    let pause = this.patience.shortestPause;
    let wasReady = false;
    for (let failures = 1; !this.stopped.signal.aborted;) {
      this.enter('starting');
      const end = await this.runOnce();
      if (this.stopped.signal.aborted) break;
      wasReady ||= end.readyFor !== undefined;
      if (!wasReady && failures++ >= hopelessAfter) this.reportFailure(this.failure(`does not start (${end.how})`));
      if ((end.readyFor ?? 0) >= this.patience.healthyAfter) pause = this.patience.shortestPause;
      this.options.say?.(`${this.name} ended by itself (${end.how}); starting it again in ${pause / 1000} s`);
      this.enter('pausing');
      await pauseFor(pause, this.stopped.signal);
      pause = Math.min(pause * 2, this.patience.longestPause);
      this.restarts += 1;
    }
    this.enter('stopped');
    this.reportFailure(this.failure('was stopped'));
    this.log.close();
  }

  /** One life of the process. @returns how it ended, and for how long it had been ready, in ms */
  private async runOnce(): Promise<{ how: string; readyFor?: number }> {
    let environment: NodeJS.ProcessEnv;
    try {
      environment = await this.specification.environment();
    } catch (error) {
      return { how: errorMessage(error) };
    }
    if (this.stopped.signal.aborted) return { how: 'stopped' };
    const child = spawn(process.execPath, nodeArguments(this.specification.script, this.specification.nodeOptions), {
      env: { ...environment, STACK_CHILD: '1' },
      // The channel's end tells the child that its supervisor is gone, whatever ended it.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Out of the terminal's reach: Ctrl-C is for the supervisor, which stops everything in order.
      detached: true,
    });
    this.child = child;
    this.startedAt = new Date();
    this.identity = child.pid === undefined ? undefined : processIdentity(child.pid);
    this.options.changed?.();
    child.stdout?.on('data', (chunk: Buffer) => this.log.write(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.log.write(chunk));
    const over = new AbortController();
    const ended = new Promise<string>((resolve) => {
      child.on('error', (error) => resolve(error.message));
      // `close` comes after `exit`, when all it printed has been read.
      child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    let readySince: number | undefined;
    const probing = this.probe(over.signal).then((ready) => {
      if (!ready) return;
      readySince = performance.now();
      this.enter('ready');
      this.reportReady();
    });
    const how = await ended;
    over.abort();
    this.child = undefined;
    this.identity = undefined;
    await probing;
    return { how, readyFor: readySince === undefined ? undefined : performance.now() - readySince };
  }

  /** Asks until the process is ready. @returns false where it ended first */
  private async probe(over: AbortSignal): Promise<boolean> {
    const { readyUrl } = this.specification;
    if (readyUrl === undefined) return true;
    while (!over.aborted) {
      try {
        const answer = await fetch(readyUrl, { signal: AbortSignal.any([over, AbortSignal.timeout(2_000)]) });
        await answer.body?.cancel();
        if (answer.ok) return !over.aborted;
      } catch {
        // Not listening yet.
      }
      await pauseFor(probeIntervalMs, over);
    }
    return false;
  }

  private enter(state: ProcessState): void {
    this.state = state;
    this.options.changed?.();
  }

  private failure(what: string): StartError {
    const words = lastWords(this.log.tail(40));
    return new StartError(
      `The process ${this.name} ${what}${words ? `: ${words.replace(/\.$/, '')}` : ''}. Its log is ${this.specification.logFile}.`,
    );
  }
}

/**
 * What a process said of its end: its last complaints in a row, each once, or else its last line. Several bad settings are
 * several complaints, and the same again from the start before. Node ends its own with its version.
 */
function lastWords(lines: readonly string[]): string {
  const records = lines.map(readLine);
  const last = records.findLastIndex(({ complaint }) => complaint);
  if (last === -1) return records.at(-1)?.text ?? '';
  const before = records.findLastIndex(({ complaint }, index) => !complaint && index < last);
  return [...new Set(records.slice(before + 1, last + 1).map(({ text }) => text))].join(' ');
}

/** A line of a log for people: the message where it is a JSON record. */
function readLine(line: string): { text: string; complaint: boolean } {
  try {
    const record = JSON.parse(line) as { level?: unknown; msg?: unknown; err?: { message?: unknown } };
    const parts = [record.msg, record.err?.message].filter((part) => typeof part === 'string' && part !== '');
    // 50 is `error` in pino's levels.
    return { text: parts.length > 0 ? parts.join(': ') : line, complaint: Number(record.level) >= 50 };
  } catch {
    return { text: line, complaint: /^(Uncaught )?\w*(Error|Exception)\b/.test(line) };
  }
}

function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
