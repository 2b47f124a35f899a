import { Worker } from 'node:worker_threads';
import { compiledModule } from './compiled-module.js';
import type { TaskWatchData } from './task-watch.js';
import type { Order, Word } from './worker-protocol.js';

/**
 * Makes this module a worker process that answers one task after the other (see `WorkerProcess`, which starts it).
 * @param load makes the function that answers, out of what the worker was started with
 */
export function serveTasks<Data, Task, Answer>(load: (data: Data) => (task: Task) => Answer): void {
  if (!process.send) throw new Error('This module is a worker process.');
  const tell = (word: Word<Answer>): void => void process.send!(word);
  const current = new Int32Array(new SharedArrayBuffer(4));
  let number = 0;
  let answer: (task: Task) => Answer;

  const watch = (timeLimit: number): void => {
    const workerData: TaskWatchData = { task: current.buffer, timeLimit, parent: process.ppid };
    const watching = new Worker(compiledModule('workers/task-watch.js'), { workerData, env: {} });
    watching.once('message', () => tell({ kind: 'ready' }));
    // Without a watch there is no limit.
    watching.once('error', (error) => {
      throw error;
    });
  };

  const perform = (task: Task): void => {
    current[0] = number = (number % 0x7fffffff) + 1;
    Atomics.notify(current, 0);
    try {
      tell({ kind: 'answer', answer: answer(task) });
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
      tell({ kind: 'failed', message, stack });
    }
    Atomics.store(current, 0, 0);
    Atomics.notify(current, 0);
  };

  process.on('message', (order: Order<Data, Task>) => {
    if (order.kind === 'task') return perform(order.task);
    answer = load(order.data);
    watch(order.timeLimit);
  });
}
