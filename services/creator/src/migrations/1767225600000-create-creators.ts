import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createEventTables } from '#platform/events/outbox.js';

/** Creators with their accounts, audiences, rate cards and videos. */
export class CreateCreators1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
    await runner.query(`
      CREATE TABLE creators (
        id uuid PRIMARY KEY,
        display_name text NOT NULL,
        is_named boolean NOT NULL,
        handle text,
        bio text,
        country text,
        languages text[] NOT NULL,
        categories text[] NOT NULL,
        status text NOT NULL,
        paused_until timestamptz(3),
        profile_at timestamptz(3),
        followers bigint,
        reported_average_views bigint,
        reported_engagement_rate double precision,
        reported_at timestamptz(3),
        measured_average_views bigint,
        measured_engagement_rate double precision,
        measured_at timestamptz(3),
        video_count integer NOT NULL,
        search tsvector NOT NULL,
        created_at timestamptz(3) NOT NULL
      )`);
    // One index per order. Unknown is −1 in them: a keyset then is one comparison of rows, which null would spoil.
    const found = `WHERE status <> 'SUSPENDED'`;
    await runner.query(`CREATE INDEX creators_by_followers ON creators (coalesce(followers, -1), id) ${found}`);
    await runner.query(
      `CREATE INDEX creators_by_average_views ON creators (coalesce(measured_average_views, reported_average_views, -1), id) ${found}`,
    );
    await runner.query(
      `CREATE INDEX creators_by_engagement_rate ON creators (coalesce(measured_engagement_rate, reported_engagement_rate, -1), id) ${found}`,
    );
    await runner.query(`CREATE INDEX creators_by_age ON creators (created_at, id) ${found}`);
    await runner.query(`CREATE INDEX creators_by_country ON creators (country, coalesce(followers, -1), id) ${found}`);
    await runner.query(`CREATE INDEX creators_by_category ON creators USING gin (categories)`);
    await runner.query(`CREATE INDEX creators_by_words ON creators USING gin (search)`);
    await runner.query(`
      CREATE TABLE platform_accounts (
        id uuid PRIMARY KEY,
        creator_id uuid NOT NULL,
        position integer NOT NULL,
        platform text NOT NULL,
        platform_account_id text NOT NULL,
        handle text,
        handle_key text,
        url text,
        verified boolean,
        described_at timestamptz(3),
        followers bigint,
        followers_at timestamptz(3),
        average_views bigint,
        average_likes bigint,
        average_comments bigint,
        average_shares bigint,
        averages_at timestamptz(3)
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX platform_accounts_key ON platform_accounts (platform, platform_account_id)`,
    );
    await runner.query(`CREATE INDEX platform_accounts_by_handle ON platform_accounts (platform, handle_key)`);
    await runner.query(`CREATE INDEX platform_accounts_by_creator ON platform_accounts (creator_id, position)`);
    await runner.query(`
      CREATE TABLE audiences (
        creator_id uuid PRIMARY KEY,
        as_of timestamptz(3) NOT NULL,
        countries jsonb NOT NULL,
        genders jsonb NOT NULL,
        ages jsonb NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE rates (
        creator_id uuid NOT NULL,
        content text NOT NULL,
        amount_minor bigint NOT NULL,
        currency text NOT NULL,
        PRIMARY KEY (creator_id, content)
      )`);
    await runner.query(`
      CREATE TABLE videos (
        id uuid PRIMARY KEY,
        creator_id uuid NOT NULL,
        platform text NOT NULL,
        platform_video_id text NOT NULL,
        caption text,
        hashtags text[] NOT NULL,
        url text,
        duration_seconds integer,
        posted_at timestamptz(3),
        reports text[] NOT NULL
      )`);
    await runner.query(`CREATE UNIQUE INDEX videos_key ON videos (platform, platform_video_id)`);
    await runner.query(
      `CREATE INDEX videos_of_creator ON videos (creator_id, coalesce(posted_at, '-infinity'::timestamptz) DESC, id DESC)`,
    );
    await runner.query(`CREATE TABLE seeds (name text PRIMARY KEY, seeded_at timestamptz NOT NULL DEFAULT now())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'seeds',
      'videos',
      'rates',
      'audiences',
      'platform_accounts',
      'creators',
      'dead_letters',
      'feed_positions',
      'outbox',
    ];
    for (const table of tables) await runner.query(`DROP TABLE ${table}`);
  }
}
