import { constants, platform, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';

/** What a worker thread tells the thread that started it. */
export type ThreadMessage<Answer> =
  | { kind: 'ready' }
  | { kind: 'answer'; answer: Answer }
  /** The task failed and the thread lives on. */
  | { kind: 'failed'; message: string; stack: string | undefined };

/**
 * Makes this module a worker thread that answers one task after the other. Threads run at a lower priority than the one
 * that answers clients, where the system knows priorities of threads.
 * @param load makes the function that answers, out of what the thread was started with
 */
export function serveTasks<Data, Task, Answer>(load: (data: Data) => (task: Task) => Answer): void {
  const port = parentPort;
  if (!port) throw new Error('This module is a worker thread.');
  // On Linux 0 is the calling thread alone; elsewhere it would be the whole process.
  if (platform() === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  const tell = (message: ThreadMessage<Answer>): void => port.postMessage(message);
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
