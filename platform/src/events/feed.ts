import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { sendJson, type RouteHandler } from '../http/http-server.js';
import { WakeUpListener } from './listener.js';
import { outboxChannel } from './outbox.js';

/** An event as the feed gives it. */
export interface FeedEvent {
  /** Place in the feed: 1, 2, 3 … */
  position: number;
  aggregateType: string;
  aggregateId: string;
  type: string;
  payload: Record<string, unknown>;
  /** RFC 3339. */
  occurredAt: string;
}

const maxEvents = 1_000;
const maxWaitSeconds = 20;
/** Any fixed number: it names the lock under which places are given. */
const placingLock = 5_518_902;

/**
 * The outbox of a service as a feed for the others: `GET /events?after=<position>&limit=<n>&wait=<seconds>`.
 *
 * Ids are drawn before a transaction commits, so reading by id loses what commits late. Here every row is given its
 * place only once it is visible, by one placer at a time: places have no gaps, never go back, and hold an aggregate's
 * events in order, since its writers exclude each other by its row lock. Reading below `pg_snapshot_xmin` would do
 * too, but then one long transaction anywhere on the server halts every feed.
 */
export class OutboxFeed {
  private readonly listener: WakeUpListener;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly dataSource: DataSource,
    url: string,
    logger: Logger,
  ) {
    this.listener = new WakeUpListener(url, outboxChannel, () => this.wakeAll(), logger);
  }

  private wakeAll(): void {
    for (const wake of this.waiting) wake();
  }

  /** Events after a place, at most `limit`. */
  async read(after: number, limit: number): Promise<FeedEvent[]> {
    await this.place();
    const rows: {
      position: string;
      aggregate_type: string;
      aggregate_id: string;
      type: string;
      payload: Record<string, unknown>;
      occurred_at: Date;
    }[] = await this.dataSource.query(
      `SELECT position, aggregate_type, aggregate_id, type, payload, occurred_at FROM outbox WHERE position > $1 ORDER BY position LIMIT $2`,
      [after, limit],
    );
    return rows.map((row) => ({
      position: Number(row.position),
      aggregateType: row.aggregate_type,
      aggregateId: row.aggregate_id,
      type: row.type,
      payload: row.payload,
      occurredAt: row.occurred_at.toISOString(),
    }));
  }

  /** Gives places to the rows that have become visible. */
  private async place(): Promise<void> {
    const [unplaced]: { found: boolean }[] = await this.dataSource.query(
      `SELECT EXISTS (SELECT 1 FROM outbox WHERE position IS NULL) AS found`,
    );
    if (!unplaced?.found) return;
    await inTransaction(this.dataSource, async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [placingLock]);
      await manager.query(`
        WITH unplaced AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM outbox WHERE position IS NULL),
             last AS (SELECT coalesce(max(position), 0) AS position FROM outbox WHERE position IS NOT NULL)
        UPDATE outbox SET position = last.position + unplaced.n FROM unplaced, last WHERE outbox.id = unplaced.id`);
    });
  }

  /** The HTTP route; wrap it in `requireService`. */
  readonly route: RouteHandler = async (request, response, url) => {
    const number = (name: string, fallback: number): number => Number(url.searchParams.get(name) ?? fallback);
    const after = number('after', 0);
    const limit = number('limit', 500);
    const wait = number('wait', 0);
    if (
      !Number.isSafeInteger(after) ||
      after < 0 ||
      !Number.isInteger(limit) ||
      limit < 1 ||
      limit > maxEvents ||
      !(wait >= 0 && wait <= maxWaitSeconds)
    )
      return sendJson(response, 400, {
        error: `after must be a position, limit 1 to ${maxEvents}, wait 0 to ${maxWaitSeconds} seconds.`,
      });
    let events = await this.read(after, limit);
    if (!events.length && wait > 0) {
      await this.pause(wait * 1000, request);
      events = await this.read(after, limit);
    }
    sendJson(response, 200, { events, position: events.at(-1)?.position ?? after });
  };

  /** Waits for a wake-up, the time, or the reader to leave. */
  private async pause(milliseconds: number, reader: NodeJS.EventEmitter): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        reader.off('close', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.waiting.add(done);
      reader.once('close', done);
    });
  }

  /** Answers everyone who waits, then stops listening. */
  async stop(): Promise<void> {
    this.wakeAll();
    await this.listener.stop();
  }
}
