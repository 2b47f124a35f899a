import { Interrupted } from './command-failure.js';

/**
 * A signal that is aborted by Ctrl-C or SIGTERM with an `Interrupted` that carries `message`. The second Ctrl-C ends the
 * process at once.
 */
export function onInterruption(message: string): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const stop = () => {
    done();
    controller.abort(new Interrupted(message));
  };
  const done = () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return { signal: controller.signal, done };
}
