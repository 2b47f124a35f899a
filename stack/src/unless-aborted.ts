import { StartError } from './start-error.js';

/**
 * Waits for a promise, but no longer than until the signal.
 * @throws StartError at the signal; the promise goes on unobserved
 */
export async function unlessAborted<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  let stopListening: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const fail = () => reject(new StartError('The start was broken off.'));
    if (signal.aborted) return fail();
    signal.addEventListener('abort', fail, { once: true });
    stopListening = () => signal.removeEventListener('abort', fail);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    stopListening();
  }
}
