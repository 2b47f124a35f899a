import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { RequestContext } from '../logging/request-context.js';

/** Longest part of the time left that is kept back for the answer's way, in ms; otherwise a tenth. */
const longestMargin = 200;

/**
 * Ends the work on a request in time: what runs beneath it is stopped (`RequestContext.signal`) shortly before whoever
 * asked gives up, so that what is ready by then is still answered, or as soon as nobody waits for the answer any more.
 * @param timeLeft the header's text, in ms; without a good one there is no limit
 * @param onlyReads asked when nobody waits any more: what writes is not stopped then, since it may be as good as done
 * @returns lets go of timer and listener; to be called when the work has ended
 */
export function limitTime(
  context: RequestContext,
  timeLeft: string | string[] | undefined,
  response: ServerResponse,
  onlyReads: () => boolean,
): () => void {
  const controller = new AbortController();
  // Every statement under way listens.
  setMaxListeners(0, controller.signal);
  context.signal = controller.signal;
  let timer: NodeJS.Timeout | undefined;
  if (typeof timeLeft === 'string' && /^\d{1,8}$/.test(timeLeft)) {
    const left = Number(timeLeft) - Math.min(Number(timeLeft) / 10, longestMargin);
    context.endsAt = performance.now() + left;
    timer = setTimeout(() => controller.abort(), left);
  }
  const closed = (): void => {
    if (!response.writableFinished && onlyReads()) controller.abort();
  };
  response.once('close', closed);
  return () => {
    clearTimeout(timer);
    response.off('close', closed);
  };
}
