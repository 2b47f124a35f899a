import { parentPort, workerData } from 'node:worker_threads';
import type { TaskOutcome } from './worker-protocol.js';

/** What the thread that does tasks tells the one that started it. */
export type ThreadWord = { kind: 'ready' } | TaskOutcome<unknown>;

/**
 * Makes this module a worker that answers one task after the other (see `WorkerProcess`, which starts it).
 * @param load makes the function that answers, out of what the worker was started with
 */
export function serveTasks<Data, Task, Answer>(load: (data: Data) => (task: Task) => Answer): void {
  const port = parentPort;
  if (!port) throw new Error('This module is a worker.');
  const tell = (word: ThreadWord): void => port.postMessage(word);
  const answer = load(workerData as Data);
  port.on('message', (task: Task) => {
    try {
      tell({ kind: 'answer', answer: answer(task) });
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
      tell({ kind: 'failed', message, stack });
    }
  });
  tell({ kind: 'ready' });
}
