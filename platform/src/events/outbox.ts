import type { EntityManager, QueryRunner } from 'typeorm';

/** A fact for other services, written in the transaction that made it true. */
export interface OutboxEvent {
  /** Kind of the object it is about, such as `campaign`. */
  aggregateType: string;
  aggregateId: string;
  /** What happened, such as `campaign.changed`. */
  type: string;
  /** A whole copy of what others may keep, as JSON. */
  payload: Record<string, unknown>;
}

/** Channel on which a wake-up is sent; it carries nothing. */
export const outboxChannel = 'outbox';

/** Makes the tables of the outbox, of the positions in other services' feeds and of events that could not be applied; called by a first migration. */
export async function createEventTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE outbox (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      -- Place in the feed; given by the feed once the row is visible, null before.
      position bigint,
      aggregate_type text NOT NULL,
      aggregate_id uuid NOT NULL,
      type text NOT NULL,
      payload jsonb NOT NULL,
      occurred_at timestamptz NOT NULL DEFAULT now()
    )`);
  await runner.query(`CREATE UNIQUE INDEX outbox_position ON outbox (position) WHERE position IS NOT NULL`);
  await runner.query(`CREATE INDEX outbox_unplaced ON outbox (id) WHERE position IS NULL`);
  await runner.query(`CREATE TABLE feed_positions (feed text PRIMARY KEY, position bigint NOT NULL)`);
  await runner.query(`
    CREATE TABLE dead_letters (
      feed text NOT NULL,
      position bigint NOT NULL,
      event jsonb NOT NULL,
      reason text NOT NULL,
      set_aside_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (feed, position)
    )`);
}

/**
 * Writes events in the caller's transaction, and one wake-up. The caller has locked the row of each aggregate, so that
 * events of one aggregate stand in the order of its changes.
 */
export async function appendEvents(manager: EntityManager, events: readonly OutboxEvent[]): Promise<void> {
  if (!events.length) return;
  await manager.query(
    `INSERT INTO outbox (aggregate_type, aggregate_id, type, payload)
     SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::jsonb[])`,
    [
      events.map((event) => event.aggregateType),
      events.map((event) => event.aggregateId),
      events.map((event) => event.type),
      events.map((event) => JSON.stringify(event.payload)),
    ],
  );
  await manager.query(`SELECT pg_notify('${outboxChannel}', '')`);
}
