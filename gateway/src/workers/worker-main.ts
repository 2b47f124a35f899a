// A process that works beside the gateway: it lowers its priority before it loads anything, and then the module that it is
// started with, which calls `serveTasks`.
import { readdirSync } from 'node:fs';
import { constants, platform, setPriority } from 'node:os';

/**
 * Gives way to everything else on the machine, so that what a hostile document takes is taken from nobody. Linux knows a
 * priority for each thread, and Node has started its own for compilation and garbage collection by now: they do half of
 * the work. Elsewhere priority is one for the process.
 */
function giveWay(): void {
  const threads = platform() === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0];
  for (const thread of threads) setPriority(thread, constants.priority.PRIORITY_LOW);
}

// Whoever stops the gateway by its process group or its service manager lets it finish what is under way: a worker ends
// with the gateway, by `disconnect`, and not before.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// Whatever is under way has nobody to answer to.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
giveWay();
await import(process.argv[2]!);
