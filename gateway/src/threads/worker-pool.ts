import type { Logger } from 'pino';
import { FairQueue, type QueueLimits } from './fair-queue.js';
import { ThreadLost, WorkerThread, type ThreadOptions } from './worker-thread.js';

/** How a pool works. */
export interface WorkerPoolOptions extends ThreadOptions, QueueLimits {
  /** For the log. */
  name: string;
  /** Most threads at a time. */
  threads: number;
  /** Longest that a task may wait for its turn, in ms. */
  waitLimit: number;
  logger: Logger;
}

/** A task that was not begun: too many wait, or it waited too long. */
export class PoolBusy extends Error {
  constructor() {
    super('too many tasks wait');
    this.name = 'PoolBusy';
  }
}

interface Waiting<Task, Answer> {
  task: Task;
  timer: NodeJS.Timeout;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Worker threads that share a queue of tasks, fair among clients. A thread that is lost is replaced. */
export class WorkerPool<Task, Answer> {
  private readonly idle: WorkerThread<Task, Answer>[] = [];
  private readonly all = new Set<WorkerThread<Task, Answer>>();
  private readonly queue: FairQueue<Waiting<Task, Answer>>;
  private stopped = false;

  constructor(private readonly options: WorkerPoolOptions) {
    this.queue = new FairQueue(options);
  }

  /** Threads that there are. */
  get threads(): number {
    return this.all.size;
  }

  /** Starts a thread ahead of the first task; it loads beside whatever else goes on. */
  warm(): void {
    if (!this.all.size && !this.stopped) this.idle.push(this.start());
  }

  /**
   * Does a task.
   * @param client whose turn it takes
   * @throws PoolBusy when it was not begun, ThreadLost when a thread ended over it, any other Error when it failed
   */
  run(client: string, task: Task): Promise<Answer> {
    if (this.stopped) return Promise.reject(new ThreadLost('stopped'));
    return new Promise((resolve, reject) => {
      const refuse = (): void => {
        if (this.queue.remove(client, waiting)) reject(new PoolBusy());
      };
      const waiting = { task, resolve, reject, timer: setTimeout(refuse, this.options.waitLimit) };
      const displaced = this.queue.put(client, waiting);
      if (displaced) {
        clearTimeout(displaced.timer);
        displaced.reject(new PoolBusy());
      }
      this.next();
    });
  }

  /** Ends the threads; tasks under way and waiting are rejected. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (let next = this.queue.take(); next; next = this.queue.take()) {
      clearTimeout(next.entry.timer);
      next.entry.reject(new ThreadLost('stopped'));
    }
    await Promise.all([...this.all].map((thread) => thread.stop()));
  }

  private start(): WorkerThread<Task, Answer> {
    const thread = new WorkerThread<Task, Answer>(this.options);
    this.all.add(thread);
    void thread.gone.then(() => {
      this.all.delete(thread);
      const place = this.idle.indexOf(thread);
      if (place >= 0) this.idle.splice(place, 1);
    });
    return thread;
  }

  private next(): void {
    while (this.queue.size && !this.stopped) {
      const thread = this.idle.pop() ?? (this.all.size < this.options.threads ? this.start() : undefined);
      if (!thread) return;
      const { client, entry } = this.queue.take()!;
      clearTimeout(entry.timer);
      void this.work(thread, client, entry);
    }
  }

  private async work(
    thread: WorkerThread<Task, Answer>,
    client: string,
    { task, resolve, reject }: Waiting<Task, Answer>,
  ): Promise<void> {
    const { name, logger, timeLimit } = this.options;
    const started = performance.now();
    let lost: ThreadLost | undefined;
    try {
      const { answer, milliseconds } = await thread.run(task);
      this.queue.charge(client, milliseconds);
      resolve(answer);
    } catch (error) {
      if (error instanceof ThreadLost) lost = error;
      // Starting a thread anew costs as well.
      this.queue.charge(client, lost ? Math.max(timeLimit, performance.now() - started) : performance.now() - started);
      reject(error as Error);
    }
    if (!lost) this.idle.push(thread);
    else {
      await thread.gone;
      if (lost.loss !== 'stopped') {
        logger.warn({ pool: name, loss: lost.loss, err: lost.cause }, 'a worker thread was lost');
        this.warm();
      }
    }
    this.next();
  }
}
