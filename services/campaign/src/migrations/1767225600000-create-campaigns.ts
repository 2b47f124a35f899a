import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIdempotencyTable } from '#platform/database/idempotency.js';
import { createEventTables } from '#platform/events/outbox.js';

/** Campaigns, invitations, collaborations, terms, deliverables, and copies of the brands and creators they name. */
export class CreateCampaigns1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createEventTables(runner);
    await createIdempotencyTable(runner);
    await runner.query(`CREATE TABLE directory_brands (id uuid PRIMARY KEY, name text NOT NULL, status text NOT NULL)`);
    await runner.query(`CREATE TABLE directory_creators (id uuid PRIMARY KEY, status text NOT NULL)`);
    await runner.query(`
      CREATE TABLE campaigns (
        id uuid PRIMARY KEY,
        brand_id uuid NOT NULL,
        name text NOT NULL,
        objective text NOT NULL,
        brief jsonb NOT NULL,
        budget_minor bigint,
        budget_currency text,
        visibility text NOT NULL,
        status text NOT NULL,
        starts_at timestamptz(3),
        ends_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        published_at timestamptz(3),
        closed_at timestamptz(3),
        CONSTRAINT campaigns_budget CHECK ((budget_minor IS NULL) = (budget_currency IS NULL) AND budget_minor > 0),
        CONSTRAINT campaigns_dates CHECK (ends_at > starts_at)
      )`);
    await runner.query(`CREATE INDEX campaigns_newest ON campaigns (created_at, id)`);
    await runner.query(`CREATE INDEX campaigns_of_brand ON campaigns (brand_id, created_at, id)`);
    await runner.query(`
      CREATE TABLE invitations (
        id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL REFERENCES campaigns,
        brand_id uuid NOT NULL,
        creator_id uuid NOT NULL,
        status text NOT NULL,
        message text,
        expires_at timestamptz(3) NOT NULL,
        created_at timestamptz(3) NOT NULL,
        answered_at timestamptz(3)
      )`);
    await runner.query(`CREATE INDEX invitations_of_campaign ON invitations (campaign_id, created_at, id)`);
    await runner.query(`CREATE INDEX invitations_of_creator ON invitations (creator_id, campaign_id)`);
    await runner.query(
      `CREATE UNIQUE INDEX invitations_one_open ON invitations (campaign_id, creator_id) WHERE status = 'PENDING'`,
    );
    await runner.query(`
      CREATE TABLE collaborations (
        id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL REFERENCES campaigns,
        brand_id uuid NOT NULL,
        creator_id uuid NOT NULL,
        invitation_id uuid REFERENCES invitations,
        status text NOT NULL,
        awaiting_side text,
        agreed_version integer,
        created_at timestamptz(3) NOT NULL,
        agreed_at timestamptz(3),
        ended_at timestamptz(3)
      )`);
    await runner.query(`CREATE INDEX collaborations_newest ON collaborations (created_at, id)`);
    await runner.query(`CREATE INDEX collaborations_of_campaign ON collaborations (campaign_id, created_at, id)`);
    await runner.query(`CREATE INDEX collaborations_of_brand ON collaborations (brand_id, created_at, id)`);
    await runner.query(`CREATE INDEX collaborations_of_creator ON collaborations (creator_id, created_at, id)`);
    await runner.query(
      `CREATE UNIQUE INDEX collaborations_one_running ON collaborations (campaign_id, creator_id) WHERE status NOT IN ('COMPLETED', 'CANCELLED')`,
    );
    await runner.query(`
      CREATE TABLE terms (
        collaboration_id uuid NOT NULL REFERENCES collaborations,
        version integer NOT NULL,
        hash text NOT NULL,
        proposed_by text NOT NULL,
        proposed_at timestamptz(3) NOT NULL,
        accepted_by text[] NOT NULL,
        fee_minor bigint NOT NULL CONSTRAINT terms_fee CHECK (fee_minor > 0),
        fee_currency text NOT NULL,
        deliverables jsonb NOT NULL,
        usage_rights_days integer,
        exclusivity_days integer,
        note text,
        PRIMARY KEY (collaboration_id, version)
      )`);
    await runner.query(`
      CREATE TABLE deliverables (
        id uuid PRIMARY KEY,
        collaboration_id uuid NOT NULL REFERENCES collaborations,
        campaign_id uuid NOT NULL REFERENCES campaigns,
        position integer NOT NULL,
        content text NOT NULL,
        title text NOT NULL,
        due_at timestamptz(3),
        status text NOT NULL,
        draft_url text,
        review_comment text,
        submitted_at timestamptz(3),
        video_id uuid,
        published_at timestamptz(3)
      )`);
    await runner.query(`CREATE INDEX deliverables_of_collaboration ON deliverables (collaboration_id, position)`);
    await runner.query(
      `CREATE UNIQUE INDEX deliverables_one_per_video ON deliverables (campaign_id, video_id) WHERE video_id IS NOT NULL`,
    );
    await runner.query(`CREATE TABLE seeds (name text PRIMARY KEY, seeded_at timestamptz NOT NULL DEFAULT now())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE deliverables, terms, collaborations, invitations, campaigns, directory_creators, directory_brands,
         seeds, idempotency_keys, outbox, feed_positions, dead_letters`,
    );
  }
}
