import type { Logger } from 'pino';
import { FairQueue, type QueueLimits } from './fair-queue.js';
import { TaskLost, WorkerProcess, type WorkerOptions } from './worker-process.js';

/** How a pool works. */
export interface WorkerPoolOptions extends WorkerOptions, QueueLimits {
  /** For the log. */
  name: string;
  /** Most workers at a time. */
  workers: number;
  /** Longest that a task may wait for its turn, in ms. */
  waitLimit: number;
  logger: Logger;
}

/** A task that was not done: too many wait, it waited too long, or its worker was given no time by the machine. */
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

/** Workers that share a queue of tasks, fair among clients. One that is lost is replaced. */
export class WorkerPool<Task, Answer> {
  private readonly idle: WorkerProcess<Task, Answer>[] = [];
  private readonly all = new Set<WorkerProcess<Task, Answer>>();
  private readonly queue: FairQueue<Waiting<Task, Answer>>;
  private stopped = false;

  constructor(private readonly options: WorkerPoolOptions) {
    this.queue = new FairQueue(options);
  }

  /** Workers that there are. */
  get workers(): number {
    return this.all.size;
  }

  /** Starts a worker ahead of the first task; it loads beside whatever else goes on. */
  warm(): void {
    if (!this.all.size && !this.stopped) this.idle.push(this.start());
  }

  /**
   * Does a task.
   * @param client whose turn it takes
   * @throws PoolBusy when there is no time for it, TaskLost when it had to be given up, any other Error when it failed
   */
  run(client: string, task: Task): Promise<Answer> {
    if (this.stopped) return Promise.reject(new TaskLost('stopped'));
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

  /** Ends the workers; tasks under way and waiting are rejected. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (let next = this.queue.take(); next; next = this.queue.take()) {
      clearTimeout(next.entry.timer);
      next.entry.reject(new TaskLost('stopped'));
    }
    await Promise.all([...this.all].map((worker) => worker.stop()));
  }

  private start(): WorkerProcess<Task, Answer> {
    const worker = new WorkerProcess<Task, Answer>(this.options);
    this.all.add(worker);
    void worker.gone.then(() => {
      this.all.delete(worker);
      const place = this.idle.indexOf(worker);
      if (place >= 0) this.idle.splice(place, 1);
    });
    return worker;
  }

  private next(): void {
    while (this.queue.size && !this.stopped) {
      const worker = this.idle.pop() ?? (this.all.size < this.options.workers ? this.start() : undefined);
      if (!worker) return;
      const { client, entry } = this.queue.take()!;
      clearTimeout(entry.timer);
      void this.work(worker, client, entry);
    }
  }

  private async work(
    worker: WorkerProcess<Task, Answer>,
    client: string,
    { task, resolve, reject }: Waiting<Task, Answer>,
  ): Promise<void> {
    const { name, logger, timeLimit } = this.options;
    const started = performance.now();
    try {
      const { answer, milliseconds } = await worker.run(task);
      this.queue.charge(client, milliseconds);
      resolve(answer);
    } catch (error) {
      const lost = error instanceof TaskLost ? error : undefined;
      // What starts anew after it costs as well.
      this.queue.charge(client, lost ? Math.max(timeLimit, lost.milliseconds) : performance.now() - started);
      if (lost && lost.loss !== 'stopped')
        logger.warn({ pool: name, loss: lost.loss, err: lost.cause }, 'a task of a worker was given up');
      reject(lost?.loss === 'starved' ? new PoolBusy() : (error as Error));
    }
    if (worker.isAlive) this.idle.push(worker);
    else {
      await worker.gone;
      this.warm();
    }
    this.next();
  }
}
