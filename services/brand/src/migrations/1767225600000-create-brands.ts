import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createEventTables } from '#platform/events/outbox.js';

/** Brands, the tokens that activate them, and mails to be sent. */
export class CreateBrands1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
    await runner.query(`
      CREATE TABLE brands (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        sort_name text COLLATE "C" NOT NULL,
        email text NOT NULL,
        email_key text NOT NULL,
        phone text NOT NULL,
        industry text,
        country text,
        website text,
        status text NOT NULL,
        advertiser_id text,
        advertiser_linked_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        activated_at timestamptz(3)
      )`);
    await runner.query(`CREATE UNIQUE INDEX brands_email_key ON brands (email_key)`);
    await runner.query(`CREATE INDEX brands_by_name ON brands (sort_name, id)`);
    await runner.query(`
      CREATE TABLE activation_tokens (
        hash bytea PRIMARY KEY,
        brand_id uuid NOT NULL,
        expires_at timestamptz(3) NOT NULL
      )`);
    await runner.query(`CREATE INDEX activation_tokens_by_brand ON activation_tokens (brand_id)`);
    await runner.query(`
      CREATE TABLE pending_mails (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        brand_id uuid NOT NULL,
        created_at timestamptz(3) NOT NULL,
        attempts integer NOT NULL,
        next_attempt_at timestamptz(3) NOT NULL,
        sent_at timestamptz(3),
        given_up_at timestamptz(3),
        last_error text
      )`);
    await runner.query(
      `CREATE INDEX pending_mails_due ON pending_mails (next_attempt_at) WHERE sent_at IS NULL AND given_up_at IS NULL`,
    );
    await runner.query(`CREATE TABLE seeds (name text PRIMARY KEY, seeded_at timestamptz NOT NULL DEFAULT now())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'seeds',
      'pending_mails',
      'activation_tokens',
      'brands',
      'dead_letters',
      'feed_positions',
      'outbox',
    ])
      await runner.query(`DROP TABLE ${table}`);
  }
}
