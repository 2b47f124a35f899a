import { setTimeout as delay } from 'node:timers/promises';

/** A failure that is worth another try. */
export class RetryableFailure extends Error {
  /**
   * @param message what went wrong
   * @param retryAfterMs how long the server asked to be left alone, in ms; null when it did not say
   */
  constructor(
    message: string,
    readonly retryAfterMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'RetryableFailure';
  }
}

/** How often and how patiently to try. */
export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** First pause in ms; it doubles with every try. */
  readonly baseDelayMs: number;
  /** Longest pause in ms, what a server asks for included. */
  readonly maxDelayMs: number;
}

/** About two minutes of patience: a restarting gateway is back long before. */
export const PATIENT: RetryPolicy = { attempts: 12, baseDelayMs: 250, maxDelayMs: 20_000 };

/** About four seconds, for a gateway that has not answered yet: it may not run at all, and waiting would not say so. */
export const FIRST_CONTACT: RetryPolicy = { attempts: 6, baseDelayMs: 250, maxDelayMs: 2_000 };

/**
 * Pause before try number `attempt` + 1, in ms. A server's wish is a lower bound; otherwise the pause doubles, and half of
 * it is random so that many clients do not come back at the same moment.
 */
export function pauseBefore(
  attempt: number,
  policy: RetryPolicy,
  retryAfterMs: number | null,
  random = Math.random(),
): number {
  const doubled = Math.min(policy.baseDelayMs * 2 ** (attempt - 1), policy.maxDelayMs);
  const jittered = doubled / 2 + (doubled / 2) * random;
  return Math.min(Math.max(jittered, retryAfterMs ?? 0), policy.maxDelayMs);
}

/**
 * Runs `attempt` until it succeeds, throws something that is not a `RetryableFailure`, or the tries are used up; then the
 * last failure is thrown. Aborting ends the pause at once with the signal's reason.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  {
    policy = PATIENT,
    signal,
    onRetry,
  }: {
    policy?: RetryPolicy;
    signal?: AbortSignal;
    onRetry?: (failure: RetryableFailure, pauseMs: number) => void;
  } = {},
): Promise<T> {
  for (let count = 1; ; count += 1) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (failure) {
      if (!(failure instanceof RetryableFailure) || count >= policy.attempts) throw failure;
      const pauseMs = pauseBefore(count, policy, failure.retryAfterMs);
      onRetry?.(failure, pauseMs);
      await delay(pauseMs, undefined, signal ? { signal } : {}).catch((error) => {
        throw signal?.reason ?? error;
      });
    }
  }
}

/** Reads a `Retry-After` header (seconds, or an HTTP date) as ms from `now`; null when absent or unreadable. */
export function readRetryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
