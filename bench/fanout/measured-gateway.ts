// The gateway as it is started everywhere, with one question that can be put to it from outside: what is on its heap
// after a collection, and what it has open.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a gateway holds. */
export interface Holdings {
  /** Bytes on and off the heap, after a collection. */
  heap: number;
  /** Sockets, timers and other things that keep a process awake. */
  handles: number;
}

await import(new URL('../../gateway/src/main.js', import.meta.url).href);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('message', () => {
  collect();
  setImmediate(() => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    const handles = process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate').length;
    process.send?.({ heap: heapUsed + external, handles } satisfies Holdings);
  });
});
