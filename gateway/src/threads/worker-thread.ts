import { Worker } from 'node:worker_threads';
import type { ThreadMessage } from './task-server.js';

/** How a thread is started. */
export interface ThreadOptions {
  /** Compiled module that calls `serveTasks`. */
  module: URL;
  /** What its `load` gets. */
  data: unknown;
  /** Longest that one task may take, in ms; the start does not count. */
  timeLimit: number;
  /** Most memory of the thread's heap, in MB. */
  memoryLimit: number;
}

/** Why a task ended its thread. */
export type ThreadLoss = 'time' | 'memory' | 'crash' | 'stopped';

/** A task whose thread is gone. */
export class ThreadLost extends Error {
  constructor(
    readonly loss: ThreadLoss,
    options?: ErrorOptions,
  ) {
    super(`the thread is gone: ${loss}`, options);
    this.name = 'ThreadLost';
  }
}

/** Longest that a thread may take to start, in ms. */
const startLimit = 60_000;

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** One worker thread; it does one task at a time, and ends with a task that takes too long or too much. */
export class WorkerThread<Task, Answer> {
  /** Resolves when the thread is gone, for whatever reason. */
  readonly gone: Promise<void>;
  private readonly worker: Worker;
  private readonly ready: Promise<void>;
  private current: Waiting<Answer> | undefined;
  private loss: ThreadLoss | undefined;
  private fault: Error | undefined;

  constructor(private readonly options: ThreadOptions) {
    const { module, data, memoryLimit } = options;
    // Nothing of the process's environment, which holds secrets, is of use to it.
    this.worker = new Worker(module, {
      workerData: data,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: memoryLimit },
    });
    this.worker.unref();
    this.ready = new Promise((resolve, reject) => {
      const timer = setTimeout(() => void this.stop('time'), startLimit);
      timer.unref();
      this.worker.once('exit', () => {
        clearTimeout(timer);
        reject(this.lost());
      });
      this.worker.once('message', () => {
        clearTimeout(timer);
        resolve();
      });
    });
    // Who runs a task hears of it; without one there is nobody to tell.
    this.ready.catch(() => undefined);
    this.worker.on('message', (message: ThreadMessage<Answer>) => this.take(message));
    this.worker.on('error', (error: Error & { code?: string }) => {
      this.fault = error;
      this.loss ??= error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash';
    });
    this.gone = new Promise((resolve) =>
      this.worker.once('exit', () => {
        this.settle((waiting) => waiting.reject(this.lost()));
        resolve();
      }),
    );
  }

  /**
   * Does a task; the one before must have ended.
   * @throws ThreadLost when the thread ended over it, any other Error when the task alone failed
   */
  async run(task: Task): Promise<{ answer: Answer; milliseconds: number }> {
    await this.ready;
    const { timeLimit } = this.options;
    const started = performance.now();
    const timer = setTimeout(() => void this.stop('time'), timeLimit);
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        this.current = { resolve, reject };
        this.worker.postMessage(task);
      });
      return { answer, milliseconds: performance.now() - started };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the thread, whatever it is doing. */
  async stop(loss: ThreadLoss = 'stopped'): Promise<void> {
    this.loss ??= loss;
    await this.worker.terminate();
  }

  private take(message: ThreadMessage<Answer>): void {
    if (message.kind === 'answer') this.settle((waiting) => waiting.resolve(message.answer));
    if (message.kind === 'failed') {
      const error = new Error(message.message);
      if (message.stack) error.stack = message.stack;
      this.settle((waiting) => waiting.reject(error));
    }
  }

  private settle(how: (waiting: Waiting<Answer>) => void): void {
    const waiting = this.current;
    this.current = undefined;
    if (waiting) how(waiting);
  }

  private lost(): ThreadLost {
    return new ThreadLost(this.loss ?? 'crash', { cause: this.fault });
  }
}
