// A thread beside the one that works, which cannot look at a clock while it does: it ends the process when a task took too
// much CPU, and when the gateway is gone, be it by `kill -9`.
import { parentPort, workerData } from 'node:worker_threads';
import { outOfTime } from './worker-protocol.js';

/** What the thread is started with. */
export interface TaskWatchData {
  /** Number of the task that is under way, 0 while there is none. */
  task: SharedArrayBuffer;
  /** Most CPU that a task may take, in ms. */
  timeLimit: number;
  /** Process that started this one. */
  parent: number;
}

/** Longest without a look at whether the gateway is there, in ms. */
const longestSleep = 1_000;

const { task, timeLimit, parent } = workerData as TaskWatchData;
const current = new Int32Array(task);

/** CPU that the process took so far, all threads, in ms. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

parentPort!.postMessage('watching');
for (;;) {
  Atomics.wait(current, 0, 0);
  const number = Atomics.load(current, 0);
  const end = cpu() + timeLimit;
  while (number && Atomics.load(current, 0) === number) {
    const left = end - cpu();
    if (left <= 0) process.kill(process.pid, outOfTime);
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
    Atomics.wait(current, 0, number, Math.min(Math.max(left, 1), longestSleep));
  }
}
