import { setMaxListeners } from 'node:events';

/** Why a request was given up. */
export type GivenUp = 'deadline' | 'client gone';

/** A signal that falls at a deadline, or when the one who asked has gone. */
export interface Deadline {
  signal: AbortSignal;
  /** Says why the signal fell; undefined while it has not. */
  reason(): GivenUp | undefined;
  /** Milliseconds left until the deadline, 0 once it has passed. */
  left(): number;
  /** Lets go of the timer. */
  clear(): void;
}

/**
 * Starts a deadline.
 * @param milliseconds from now
 * @param gone aborted when nobody waits for the answer any more
 */
export function startDeadline(milliseconds: number, gone: AbortSignal): Deadline {
  const controller = new AbortController();
  const end = performance.now() + milliseconds;
  // Every fetch of a plan listens; past ten listeners Node would warn of a leak, at some cost.
  setMaxListeners(0, controller.signal);
  let reason: GivenUp | undefined;
  const giveUp = (why: GivenUp): void => {
    reason ??= why;
    controller.abort(new Error(why));
  };
  const timer = setTimeout(() => giveUp('deadline'), milliseconds);
  const onGone = (): void => giveUp('client gone');
  if (gone.aborted) onGone();
  else gone.addEventListener('abort', onGone, { once: true });
  return {
    signal: controller.signal,
    reason: () => reason,
    left: () => Math.max(0, end - performance.now()),
    clear: () => {
      clearTimeout(timer);
      gone.removeEventListener('abort', onGone);
    },
  };
}
