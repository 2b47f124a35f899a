import type { EntityManager } from 'typeorm';
import { counters, toBigint, type Counts } from '../counters/counter.js';
import { countsOf } from '../counters/counter.columns.js';

/** Sums over several videos. */
export interface Aggregate {
  /** What they are sums for, such as the id of a creator. */
  id: string;
  /** A video that does not report a counter adds nothing to it; null where none does. */
  sums: Counts;
  /** Likes + comments + shares of the videos that report all three. */
  engagements: bigint | null;
  /** Engagements and views of the videos that report all four: what the rate is made of. */
  ratedEngagements: bigint | null;
  ratedViews: bigint | null;
  videoCount: number;
  /** Latest capture that went in. */
  asOf: Date;
}

type AggregateRow = Record<string, string | null> & { id: string; video_count: number; as_of: Date };

/** The select list of sums over rows that have a column for every counter, `as_of` and `video_id`. */
const sumColumns = `
  ${counters.map((counter) => `sum(${counter}) AS ${counter}`).join(', ')},
  sum(likes + comments + shares) AS engagements,
  sum(likes + comments + shares) FILTER (WHERE views IS NOT NULL) AS rated_engagements,
  sum(views) FILTER (WHERE likes + comments + shares IS NOT NULL) AS rated_views,
  count(DISTINCT video_id)::integer AS video_count,
  max(as_of) AS as_of`;

/** What linked videos have gained: a column for every counter. */
const gainColumns = counters.map((counter) => `total.${counter} - link.baseline_${counter} AS ${counter}`).join(', ');

async function aggregate(manager: EntityManager, measured: string, ids: readonly string[]): Promise<Aggregate[]> {
  const rows: AggregateRow[] = await manager.query(
    `SELECT id, ${sumColumns} FROM (${measured}) AS measured GROUP BY id`,
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    sums: countsOf(row),
    engagements: toBigint(row.engagements),
    ratedEngagements: toBigint(row.rated_engagements),
    ratedViews: toBigint(row.rated_views),
    videoCount: row.video_count,
    asOf: row.as_of,
  }));
}

/** Sums over the measured videos of creators; creators without any are left out. */
export function aggregateByCreator(manager: EntityManager, creatorIds: readonly string[]): Promise<Aggregate[]> {
  return aggregate(
    manager,
    `SELECT video.creator_id AS id, total.* FROM videos AS video JOIN video_totals AS total ON total.video_id = video.id
     WHERE video.creator_id = ANY($1::uuid[]) AND total.as_of IS NOT NULL`,
    creatorIds,
  );
}

/** Sums of what the videos of collaborations have gained; collaborations without measured videos are left out. */
export function aggregateByCollaboration(
  manager: EntityManager,
  collaborationIds: readonly string[],
): Promise<Aggregate[]> {
  return aggregate(
    manager,
    `SELECT link.collaboration_id AS id, link.video_id, total.as_of, ${gainColumns}
     FROM campaign_videos AS link JOIN video_totals AS total USING (video_id)
     WHERE link.collaboration_id = ANY($1::uuid[]) AND total.as_of IS NOT NULL`,
    collaborationIds,
  );
}

/** Sums of what brands' campaigns have gained; brands without measured videos are left out. */
export function aggregateByBrand(manager: EntityManager, brandIds: readonly string[]): Promise<Aggregate[]> {
  return aggregate(
    manager,
    `SELECT campaign.brand_id AS id, link.video_id, total.as_of, ${gainColumns}
     FROM campaigns AS campaign
     JOIN campaign_videos AS link ON link.campaign_id = campaign.id
     JOIN video_totals AS total USING (video_id)
     WHERE campaign.brand_id = ANY($1::uuid[]) AND total.as_of IS NOT NULL`,
    brandIds,
  );
}
