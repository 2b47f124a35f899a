import { setTimeout as delay } from 'node:timers/promises';
import { CommandFailure } from '../command-failure.js';

/** How many seconds of the recording pass in a second: 86,400 for `86400x`, Infinity for `max`. */
export function parseSpeed(text: string): number {
  if (text.toLowerCase() === 'max') return Infinity;
  const [, amount] = /^(\d+(?:\.\d+)?)x?$/i.exec(text.trim()) ?? [];
  const speed = Number(amount);
  if (!(speed > 0)) throw new CommandFailure(`"${text}" is no speed.`, 'Write 86400x for a day in a second, or max.');
  return speed;
}

/** Splits a list, which must be in the order of its moments, into batches that each hold a single moment. */
export function* batchesByMoment<Item extends { readonly capturedAt: string }>(
  items: readonly Item[],
  size: number,
): Iterable<Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    if (batch.length > 0 && (batch.length >= size || batch[0]!.capturedAt !== item.capturedAt)) {
      yield batch;
      batch = [];
    }
    batch.push(item);
  }
  if (batch.length > 0) yield batch;
}

/**
 * Waits until a moment of the recording is due.
 * @param moment RFC 3339
 * @param recording its first moment and the speed; `startedAtMs` is when the replay began
 */
export async function waitUntilDue(
  moment: string,
  recording: { readonly firstMoment: string; readonly startedAtMs: number; readonly speed: number },
  signal?: AbortSignal,
): Promise<void> {
  const offsetMs = (Date.parse(moment) - Date.parse(recording.firstMoment)) / recording.speed;
  const waitMs = recording.startedAtMs + offsetMs - Date.now();
  if (waitMs > 0) {
    await delay(waitMs, undefined, signal ? { signal } : {}).catch((error: unknown) => {
      throw signal?.reason ?? error;
    });
  }
}
