import { Worker } from 'node:worker_threads';
import type { ThreadWord } from './task-server.js';
import type { TaskOutcome, Word, WorkerLoad } from './worker-protocol.js';

/** CPU time that this process took so far, all threads, in ms. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The thread of a worker that does its tasks, one at a time, and ends with one that takes too long or too much. */
export class TaskThread {
  /** Resolves when the thread is gone, for whatever reason. */
  readonly gone: Promise<void>;
  private readonly worker: Worker;
  /** Whether it got as far as to take tasks. */
  hasBegun = false;
  private readonly ready: Promise<void>;
  private settle: ((outcome: TaskOutcome<unknown>) => void) | undefined;
  private lost: Extract<TaskOutcome<never>, { kind: 'lost' }> | undefined;

  constructor(private readonly options: WorkerLoad) {
    const { module, data, memoryLimit } = options;
    this.worker = new Worker(new URL(module), {
      workerData: data,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: memoryLimit },
    });
    this.worker.on('error', (error: Error & { code?: string }) => {
      const loss = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash';
      this.lost ??= { kind: 'lost', loss, cause: error.stack };
    });
    this.ready = new Promise((resolve) => this.worker.once('message', resolve).once('exit', resolve));
    this.worker.on('message', (word: ThreadWord) => {
      if (word.kind === 'ready') this.hasBegun = true;
      else this.settle?.(word);
    });
    this.gone = new Promise((resolve) =>
      this.worker.once('exit', () => {
        this.lost ??= { kind: 'lost', loss: 'crash', cause: undefined };
        this.settle?.(this.lost);
        resolve();
      }),
    );
  }

  /** Does a task; the one before must have ended. Never rejects. @returns how it ended, and the CPU time it took */
  async run(task: unknown): Promise<Word<unknown>> {
    await this.ready;
    const before = cpu();
    let timer: NodeJS.Timeout | undefined;
    // By CPU, not by the clock: of a busy machine this process gets little.
    const look = (): void => {
      const left = before + this.options.timeLimit - cpu();
      if (left > 0) timer = setTimeout(look, Math.ceil(left));
      else {
        this.lost ??= { kind: 'lost', loss: 'time', cause: undefined };
        void this.worker.terminate();
      }
    };
    look();
    const outcome = await new Promise<TaskOutcome<unknown>>((resolve) => {
      this.settle = resolve;
      if (this.lost) resolve(this.lost);
      else this.worker.postMessage(task);
    });
    clearTimeout(timer);
    return { ...outcome, milliseconds: cpu() - before };
  }
}
