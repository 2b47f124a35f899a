import { setTimeout as pause } from 'node:timers/promises';
import { isTransient } from '#platform/database/transaction.js';
import { mergeChanges, type CampaignChange } from '../campaigns/campaign-change.js';
import type { CampaignHub, CampaignWatch } from './campaign-hub.js';
import type { CampaignPicture } from './campaign-log.reader.js';

/** Something that happened to the numbers of a campaign. */
export type CampaignEvent =
  { kind: 'PICTURE'; reset: boolean; picture: CampaignPicture } | { kind: 'CHANGE'; change: CampaignChange };

/** How a subscriber wants its stream. */
export interface StreamOptions {
  campaignId: string;
  /** Sequence of the last event seen; null for a picture first. */
  after: number | null;
  /** At most one change in this many ms; 0 for every change. */
  minIntervalMs: number;
}

/** A subscriber that is further behind than this many changes gets them merged. */
const lagLimit = 100;
/** Pause before the database is asked again after a failure, in ms. */
const retryPause = 500;

/**
 * The numbers of a campaign as they move. A picture first, or the changes after `after`, then every change in the order
 * of the log, each once. The subscriber pulls: while it does not, nothing is kept for it but its position, and when it
 * has fallen behind it gets what it missed merged. What is not in the log any more, or never was, is answered by a
 * picture with `reset`.
 */
export function streamCampaign(hub: CampaignHub, options: StreamOptions): AsyncIterableIterator<CampaignEvent> {
  const abort = new AbortController();
  const events = follow(hub, options, abort.signal);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => events.next(),
    // A generator that waits cannot be ended from outside: the wait is.
    return: () => {
      abort.abort();
      return events.return(undefined);
    },
    throw: (error) => {
      abort.abort();
      return events.throw(error);
    },
  };
}

async function* follow(hub: CampaignHub, options: StreamOptions, signal: AbortSignal): AsyncGenerator<CampaignEvent> {
  const watch = await persistently(signal, () => hub.watch(options.campaignId));
  if (!watch) return;
  try {
    yield* events(watch, options, signal);
  } finally {
    watch.release();
  }
}

async function* events(
  watch: CampaignWatch,
  { after, minIntervalMs }: StreamOptions,
  signal: AbortSignal,
): AsyncGenerator<CampaignEvent> {
  let position = after;
  if (position !== null && position > watch.sequence) {
    const last = await persistently(signal, () => watch.committedSequence());
    // It was never given: there is nothing to continue.
    if (last === undefined || position > last) position = null;
  }
  let notBefore = 0;
  while (!signal.aborted) {
    if (position === null) {
      const picture = await persistently(signal, () => watch.picture());
      if (!picture) return;
      position = picture.sequence;
      yield { kind: 'PICTURE', reset: after !== null, picture };
      // Any further picture replaces what was seen before.
      after = position;
    }
    await watch.beyond(position, signal);
    await pause(Math.max(0, notBefore - Date.now()), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const merged = minIntervalMs > 0 || watch.sequence - position > lagLimit;
    const changes = await persistently(signal, () => gather(watch, Number(position), merged));
    if (!changes) {
      position = null;
      continue;
    }
    notBefore = Date.now() + minIntervalMs;
    for (const change of changes) {
      position = change.sequence;
      yield { kind: 'CHANGE', change };
    }
  }
}

/**
 * The changes after a position, merged into one if asked for.
 * @returns undefined when they are not in the log any more
 */
async function gather(watch: CampaignWatch, position: number, merged: boolean): Promise<CampaignChange[] | undefined> {
  const page = await watch.changesAfter(position);
  const [first, ...others] = page ?? [];
  if (!first || !page) return undefined;
  if (!merged) return page;
  let whole = mergeChanges([first, ...others]);
  const end = watch.sequence;
  while (whole.sequence < end) {
    const next = await watch.changesAfter(whole.sequence);
    if (!next?.length) break;
    whole = mergeChanges([whole, ...next]);
  }
  return [whole];
}

/** Does something with the database until it works. @returns undefined once `signal` is aborted */
async function persistently<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result | undefined> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error)) throw error;
      await pause(retryPause, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}
