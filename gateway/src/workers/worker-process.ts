import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { compiledModule } from './compiled-module.js';
import { outOfTime, type Order, type Word } from './worker-protocol.js';

/** How a worker is started. */
export interface WorkerOptions {
  /** Compiled module that calls `serveTasks`. */
  module: URL;
  /** What its `load` gets. */
  data: unknown;
  /** Most CPU time that one task may take, in ms; the start does not count. */
  timeLimit: number;
  /** Most memory of the worker's heap, in MB. */
  memoryLimit: number;
}

/**
 * Why a task ended its worker: it took too much CPU time or memory, `starved` when the machine gave it hardly any of either
 * in a long time, `crash` for any other fault.
 */
export type WorkerLoss = 'time' | 'memory' | 'starved' | 'crash' | 'stopped';

/** A task whose worker is gone. */
export class WorkerLost extends Error {
  constructor(
    readonly loss: WorkerLoss,
    options?: ErrorOptions,
  ) {
    super(`the worker is gone: ${loss}`, options);
    this.name = 'WorkerLost';
  }
}

/** Longest that a worker may take to start, and a task to end beyond its own limit, in ms of the clock. */
const patience = 60_000;

/** Most characters of a worker's standard error that are kept for the log. */
const keptWords = 2_000;

/** V8's last words when a heap is full; the process aborts with them. */
const heapIsFull = /heap out of memory|Allocation failed/;

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * One worker: a process, so that all of it, V8's own threads among them, gives way to the gateway, and no fault of it can
 * reach further. It does one task at a time, and ends with a task that takes too long or too much, and with the gateway.
 */
export class WorkerProcess<Task, Answer> {
  /** Resolves when the worker is gone, for whatever reason. */
  readonly gone: Promise<void>;
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private current: Waiting<Answer> | undefined;
  private loss: WorkerLoss | undefined;
  private lastWords = '';

  constructor(private readonly options: WorkerOptions) {
    const { module, data, timeLimit, memoryLimit } = options;
    this.child = fork(fileURLToPath(compiledModule('workers/worker-main.js')), [module.href], {
      // Nothing of the gateway's environment, which holds secrets, is of use to it, and none of its options.
      env: {},
      execArgv: [`--max-old-space-size=${memoryLimit}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const words = this.child.stderr as Socket;
    words.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-keptWords);
    });
    // A gateway that has nothing else to do may end.
    for (const handle of [this.child, this.child.channel, words]) handle?.unref();
    let begun = (): void => undefined;
    this.ready = new Promise((resolve, reject) => {
      begun = resolve;
      const timer = setTimeout(() => void this.stop('starved'), patience).unref();
      const settled = (): void => clearTimeout(timer);
      this.child
        .once('message', settled)
        .once('close', settled)
        .once('close', () => reject(this.lost()));
    });
    // Who runs a task hears of it; without one there is nobody to tell.
    this.ready.catch(() => undefined);
    this.child.on('message', (word: Word<Answer>) => (word.kind === 'ready' ? begun() : this.take(word)));
    // A process that cannot be started or reached says so here; it ends with that, where it is there at all.
    this.child.on('error', (error) => {
      this.lastWords ||= error.message;
      this.child.kill('SIGKILL');
    });
    this.gone = new Promise((resolve) =>
      this.child.once('close', (code, signal) => {
        this.loss ??= lossOf(signal, code, this.lastWords);
        this.settle((waiting) => waiting.reject(this.lost()));
        resolve();
      }),
    );
    this.tell({ kind: 'load', data, timeLimit });
  }

  /**
   * Does a task; the one before must have ended.
   * @throws WorkerLost when the worker ended over it, any other Error when the task alone failed
   */
  async run(task: Task): Promise<{ answer: Answer; milliseconds: number }> {
    await this.ready;
    const started = performance.now();
    const timer = setTimeout(() => void this.stop('starved'), this.options.timeLimit + patience);
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        this.current = { resolve, reject };
        this.tell({ kind: 'task', task });
      });
      return { answer, milliseconds: performance.now() - started };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the worker, whatever it is doing. */
  async stop(loss: WorkerLoss = 'stopped'): Promise<void> {
    this.loss ??= loss;
    this.child.kill('SIGKILL');
    await this.gone;
  }

  private tell(order: Order<unknown, Task>): void {
    // A channel that is closed is told of by `close` as well.
    this.child.send(order, () => undefined);
  }

  private take(word: Exclude<Word<Answer>, { kind: 'ready' }>): void {
    if (word.kind === 'answer') return this.settle((waiting) => waiting.resolve(word.answer));
    const error = new Error(word.message);
    if (word.stack) error.stack = word.stack;
    this.settle((waiting) => waiting.reject(error));
  }

  private settle(how: (waiting: Waiting<Answer>) => void): void {
    const waiting = this.current;
    this.current = undefined;
    if (waiting) how(waiting);
  }

  private lost(): WorkerLost {
    return new WorkerLost(this.loss ?? 'crash', this.lastWords ? { cause: new Error(this.lastWords) } : undefined);
  }
}

/** What took a worker, by how it ended. V8 aborts when a heap is full. */
function lossOf(signal: NodeJS.Signals | null, code: number | null, lastWords: string): WorkerLoss {
  if (signal === outOfTime) return 'time';
  const aborted = signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134;
  return aborted && heapIsFull.test(lastWords) ? 'memory' : 'crash';
}
