import type { GoneSignal } from './client-gone.js';

/** Why a request was given up. */
export type GivenUp = 'deadline' | 'client gone';

/** An end in time, or when the one who asked has gone, for all that one operation asks of subgraphs. */
export interface Deadline {
  /** Says why it was given up; undefined while it is not. */
  reason(): GivenUp | undefined;
  /** Milliseconds left until the deadline, 0 once it has passed. */
  left(): number;
  /** Has something called when it is given up; at once if it is already. */
  add(cancel: (why: GivenUp) => void): void;
  delete(cancel: (why: GivenUp) => void): void;
  /** Lets go of the timer. */
  clear(): void;
}

/**
 * Starts a deadline. One signal per operation is listened to, and none made: fetches are called back, which costs a
 * fraction of an AbortController's events.
 * @param milliseconds from now
 * @param gone aborted when nobody waits for the answer any more
 */
export function startDeadline(milliseconds: number, gone: GoneSignal): Deadline {
  const end = performance.now() + milliseconds;
  const cancels = new Set<(why: GivenUp) => void>();
  let reason: GivenUp | undefined;
  const giveUp = (why: GivenUp): void => {
    if (reason) return;
    reason = why;
    for (const cancel of cancels) cancel(why);
    cancels.clear();
  };
  const timer = setTimeout(giveUp, milliseconds, 'deadline');
  const onGone = (): void => giveUp('client gone');
  if (gone.aborted) onGone();
  else gone.addEventListener('abort', onGone, { once: true });
  return {
    reason: () => reason,
    left: () => Math.max(0, end - performance.now()),
    add: (cancel) => {
      if (reason) cancel(reason);
      else cancels.add(cancel);
    },
    delete: (cancel) => void cancels.delete(cancel),
    clear: () => {
      clearTimeout(timer);
      gone.removeEventListener('abort', onGone);
    },
  };
}
