import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { request } from 'undici';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction, isDatabaseUnavailable, isTransient } from '../database/transaction.js';
import { assertionHeader, mintAssertion } from '../identity/assertion.js';
import { serviceViewer } from '../identity/viewer.js';
import type { FeedEvent } from './feed.js';

/** What a consumer of another service's feed is made of. */
export interface FeedConsumerOptions {
  dataSource: DataSource;
  /** Name of the service that reads. */
  reader: string;
  /** Name of the service that is read, and of the feed. */
  feed: string;
  /** Base URL of the service that is read. */
  url: string;
  assertionSecret: string;
  /** Takes a batch in, in the transaction that moves the position: so the effect is once. Unknown types are passed over. */
  apply: (manager: EntityManager, events: readonly FeedEvent[]) => Promise<void>;
  /** Called after a batch was committed. */
  applied?: () => void;
  logger: Logger;
}

const batchSize = 1_000;
const waitSeconds = 15;
/** Longest a request may take beyond the wait that it asked for, in ms. */
const answerTimeout = 10_000;
const firstDelay = 250;
const lastDelay = 5_000;

/**
 * Follows the feed of another service, from the position it has reached, for as long as it runs. It survives the other
 * service's absence with back-off. A batch that cannot be applied is tried event by event, and the event that fails is
 * put down in `dead_letters` while the stream goes on.
 */
export class FeedConsumer {
  private readonly abort = new AbortController();
  private readonly finished: Promise<void>;

  constructor(private readonly options: FeedConsumerOptions) {
    this.finished = this.follow();
  }

  private async follow(): Promise<void> {
    const { logger, feed } = this.options;
    let delay = firstDelay;
    while (!this.abort.signal.aborted) {
      try {
        await this.step(waitSeconds);
        delay = firstDelay;
      } catch (error) {
        if (this.abort.signal.aborted) return;
        logger.warn({ feed, reason: error instanceof Error ? error.message : String(error) }, 'feed interrupted');
        // Cut short by a stop: a service whose neighbour is away must not take seconds to end.
        await pause(delay, undefined, { signal: this.abort.signal, ref: false }).catch(() => undefined);
        delay = Math.min(delay * 2, lastDelay);
      }
    }
  }

  /**
   * Takes in everything that the other service has committed by now. For the rare case where a lag of a moment would
   * be a wrong answer.
   * @throws Error when the other service cannot be reached
   */
  async catchUp(): Promise<void> {
    while ((await this.step(0)) > 0);
  }

  /**
   * Reads and applies one batch.
   * @param wait seconds to wait for it if there is none
   * @returns how many events were read
   */
  private async step(wait: number): Promise<number> {
    const { dataSource, feed, url, reader, assertionSecret } = this.options;
    const [row]: { position: string }[] = await dataSource.query(
      `SELECT position FROM feed_positions WHERE feed = $1`,
      [feed],
    );
    const position = Number(row?.position ?? 0);
    const answer = await request(`${url}/events?after=${position}&limit=${batchSize}&wait=${wait}`, {
      headers: { [assertionHeader]: mintAssertion(serviceViewer(reader), feed, assertionSecret) },
      signal: this.abort.signal,
      headersTimeout: wait * 1000 + answerTimeout,
    });
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      throw new Error(`The feed of ${feed} answered ${answer.statusCode}.`);
    }
    const { events } = (await answer.body.json()) as { events: FeedEvent[] };
    if (!events.length) return 0;
    try {
      await this.applyBatch(events);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      this.options.logger.warn({ err: error, feed }, 'a batch failed; going on event by event');
      for (const event of events) await this.applyOrSetAside(event);
    }
    this.options.applied?.();
    return events.length;
  }

  /** Applies what is still due of a batch: another reader (`catchUp`, a second process) may have been faster. */
  private async applyBatch(
    events: readonly FeedEvent[],
    instead?: (manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    const { dataSource, feed, apply } = this.options;
    await inTransaction(dataSource, async (manager) => {
      await manager.query(`INSERT INTO feed_positions (feed, position) VALUES ($1, 0) ON CONFLICT DO NOTHING`, [feed]);
      const [row]: { position: string }[] = await manager.query(
        `SELECT position FROM feed_positions WHERE feed = $1 FOR UPDATE`,
        [feed],
      );
      const due = events.filter((event) => event.position > Number(row?.position));
      const last = due.at(-1);
      if (!last) return;
      await (instead ? instead(manager) : apply(manager, due));
      await manager.query(`UPDATE feed_positions SET position = $2 WHERE feed = $1`, [feed, last.position]);
    });
  }

  private async applyOrSetAside(event: FeedEvent): Promise<void> {
    try {
      await this.applyBatch([event]);
    } catch (error) {
      // The event is not at fault: it comes again.
      if (isTransient(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      this.options.logger.error(
        { err: error, feed: this.options.feed, position: event.position },
        'an event could not be applied',
      );
      await this.applyBatch([event], async (manager) => {
        await manager.query(
          `INSERT INTO dead_letters (feed, position, event, reason) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
          [this.options.feed, event.position, JSON.stringify(event), reason],
        );
      });
    }
  }

  /** Stops after the batch under way. */
  async stop(): Promise<void> {
    this.abort.abort();
    await this.finished;
  }
}
