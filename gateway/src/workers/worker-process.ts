import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { compiledModule } from './compiled-module.js';
import type { Order, Word, WorkerLoad } from './worker-protocol.js';

/** How a worker is started. */
export interface WorkerOptions extends Omit<WorkerLoad, 'module'> {
  /** Compiled module that calls `serveTasks`. */
  module: URL;
}

/**
 * Why a task was given up: it took too much CPU time or memory, `starved` when the machine gave it hardly any of either in
 * a long time, `crash` for any other fault.
 */
export type TaskLoss = 'time' | 'memory' | 'starved' | 'crash' | 'stopped';

/** A task that was given up. */
export class TaskLost extends Error {
  constructor(
    readonly loss: TaskLoss,
    /** CPU time that it took, in ms, as far as is known. */
    readonly milliseconds = 0,
    cause?: string,
  ) {
    super(`the task was lost: ${loss}`, cause ? { cause: new Error(cause) } : undefined);
    this.name = 'TaskLost';
  }
}

/** Longest that a task may take beyond its own limit, the worker's start included, in ms of the clock. */
const patience = 60_000;

/** Most characters of a worker's standard error that are kept for the log. */
const keptWords = 2_000;

interface Waiting<Answer> {
  resolve(done: { answer: Answer; milliseconds: number }): void;
  reject(error: Error): void;
}

/**
 * One worker: a process, so that all of it, V8's own threads among them, gives way to the gateway, and no fault of it can
 * reach further. It does one task at a time, gives up one that takes too long or too much, and ends with the gateway.
 */
export class WorkerProcess<Task, Answer> {
  /** Resolves when the worker is gone, for whatever reason. */
  readonly gone: Promise<void>;
  /** Whether it takes tasks. */
  isAlive = true;
  private readonly child: ChildProcess;
  private current: Waiting<Answer> | undefined;
  private loss: TaskLoss = 'crash';
  private lastWords = '';

  constructor(private readonly options: WorkerOptions) {
    this.child = fork(fileURLToPath(compiledModule('workers/worker-main.js')), {
      // Nothing of the gateway's environment, which holds secrets, is of use to it, and none of its options.
      env: {},
      execArgv: [],
      // The other way, by structured clone, keeps every message that was sent until the next collection of the whole heap.
      serialization: 'json',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const words = this.child.stderr as Socket;
    words.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-keptWords);
    });
    // A gateway that has nothing else to do may end.
    for (const handle of [this.child, this.child.channel, words]) handle?.unref();
    this.child.on('message', (word: Word<Answer>) => this.take(word));
    // A process that cannot be started or reached says so here; it ends with that, where it is there at all.
    this.child.on('error', (error) => {
      this.lastWords ||= error.message;
      this.child.kill('SIGKILL');
    });
    this.gone = new Promise((resolve) =>
      this.child.once('close', () => {
        this.isAlive = false;
        this.settle((waiting) => waiting.reject(new TaskLost(this.loss, 0, this.lastWords)));
        resolve();
      }),
    );
    const { module, data, timeLimit, memoryLimit } = options;
    this.tell({ kind: 'load', module: module.href, data, timeLimit, memoryLimit });
  }

  /**
   * Does a task; the one before must have ended.
   * @returns the answer, and the CPU time it took
   * @throws TaskLost when it had to be given up, any other Error when it failed
   */
  async run(task: Task): Promise<{ answer: Answer; milliseconds: number }> {
    if (!this.isAlive) throw new TaskLost(this.loss, 0, this.lastWords);
    const timer = setTimeout(() => void this.stop('starved'), this.options.timeLimit + patience);
    try {
      return await new Promise((resolve, reject) => {
        this.current = { resolve, reject };
        this.tell({ kind: 'task', task });
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the worker, whatever it is doing. */
  async stop(loss: TaskLoss = 'stopped'): Promise<void> {
    this.isAlive = false;
    this.loss = loss;
    this.child.kill('SIGKILL');
    await this.gone;
  }

  private tell(order: Order<Task>): void {
    // A channel that is closed is told of by `close` as well.
    this.child.send(order, () => undefined);
  }

  private take(word: Word<Answer>): void {
    const { milliseconds } = word;
    if (word.kind === 'answer') return this.settle(({ resolve }) => resolve({ answer: word.answer, milliseconds }));
    if (word.kind === 'lost')
      return this.settle(({ reject }) => reject(new TaskLost(word.loss, milliseconds, word.cause)));
    const error = new Error(word.message);
    if (word.stack) error.stack = word.stack;
    this.settle(({ reject }) => reject(error));
  }

  private settle(how: (waiting: Waiting<Answer>) => void): void {
    const waiting = this.current;
    this.current = undefined;
    if (waiting) how(waiting);
  }
}
