// A process that works beside the gateway. A thread of it does the tasks; this one, which has nothing else to do, ends that
// when a task takes too much, starts the next, and ends the process when the gateway is gone, be it by `kill -9`.
import { readdirSync } from 'node:fs';
import { constants, getPriority, platform, setPriority } from 'node:os';
import { TaskThread } from './task-thread.js';
import type { Order, Word, WorkerLoad } from './worker-protocol.js';

/**
 * Gives way to everything else on the machine, so that what a hostile document takes is taken from hardly anybody; but
 * not entirely, for on a machine that is always busy new operations must be planned, too. Linux knows a priority for
 * each thread, and Node has started its own for compilation and garbage collection by now: they do half of the work.
 * Threads to come have the priority of this one. Elsewhere there is one for the process. Counted from the gateway's own
 * priority, which may be a low one: to raise one is for the superuser alone.
 */
function giveWay(): void {
  const threads = platform() === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0];
  const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
  const low = Math.min(PRIORITY_LOW, getPriority() + PRIORITY_BELOW_NORMAL);
  for (const thread of threads) setPriority(thread, low);
}

let what: WorkerLoad;
let thread: TaskThread | undefined;

function start(): TaskThread {
  const started = new TaskThread(what);
  void started.gone.then(() => {
    thread = undefined;
    // The next one is there before the next task is; one that cannot even begin is not tried again and again.
    if (started.hasBegun) thread = start();
  });
  return started;
}

async function perform(task: unknown): Promise<void> {
  thread ??= start();
  process.send!((await thread.run(task)) satisfies Word<unknown>);
}

// Whoever stops the gateway by its process group or its service manager lets it finish what is under way: a worker ends
// with the gateway, by `disconnect`, and not before.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
giveWay();
process.on('message', (order: Order<unknown>) => {
  if (order.kind === 'task') return void perform(order.task);
  what = order;
  thread = start();
});
