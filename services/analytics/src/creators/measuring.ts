import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database/transaction.js';
import { appendEvents } from '#platform/events/outbox.js';
import { takeDirtyCreators } from './dirty-creator.repository.js';

/** How many of a creator's last videos averages are taken over. */
const lastVideos = 30;
/** Transactions whose marks are taken at a time. */
const marksAtATime = 20;
/** Creators that are measured by one statement. */
const creatorsAtATime = 1_000;

interface MeasurementRow {
  creator_id: string;
  average_views: string | null;
  engagement_rate: number | null;
  video_count: number;
  as_of: Date;
}

/**
 * Measures the creators whose videos' totals have changed, and tells the other services what came out where it differs
 * from what they were told before. Marks are taken away in the transaction that measures, so a stop loses none.
 */
export async function measureDirtyCreators(dataSource: DataSource): Promise<void> {
  let more = true;
  while (more) {
    more = await inTransaction(dataSource, async (manager) => {
      const creatorIds = await takeDirtyCreators(manager, marksAtATime);
      if (!creatorIds) return false;
      creatorIds.sort();
      for (let start = 0; start < creatorIds.length; start += creatorsAtATime)
        await measure(manager, creatorIds.slice(start, start + creatorsAtATime));
      return true;
    });
  }
}

/**
 * Mean views, and engagements ÷ views, over each creator's last 30 measured videos by posting time. The rate takes only
 * videos that report all that it needs. Creators without a measured video are passed over.
 */
async function measure(manager: EntityManager, creatorIds: readonly string[]): Promise<void> {
  const changed: MeasurementRow[] = await manager.query(
    `INSERT INTO creator_measurements AS measured (creator_id, average_views, engagement_rate, video_count, as_of)
     SELECT given.id, round(avg(last.views)),
       (sum(last.engagements) / nullif(sum(last.views) FILTER (WHERE last.engagements IS NOT NULL), 0))::float8,
       count(*), max(last.as_of)
     FROM unnest($1::uuid[]) AS given (id)
     CROSS JOIN LATERAL (
       SELECT total.views, total.likes + total.comments + total.shares AS engagements, total.as_of
       FROM videos AS video JOIN video_totals AS total ON total.video_id = video.id
       WHERE video.creator_id = given.id AND total.views IS NOT NULL
       ORDER BY video.posted_at DESC NULLS LAST, video.id DESC LIMIT ${lastVideos}
     ) AS last
     GROUP BY given.id ORDER BY given.id
     ON CONFLICT (creator_id) DO UPDATE SET average_views = excluded.average_views,
       engagement_rate = excluded.engagement_rate, video_count = excluded.video_count, as_of = excluded.as_of
     WHERE (measured.average_views, measured.engagement_rate, measured.video_count)
       IS DISTINCT FROM (excluded.average_views, excluded.engagement_rate, excluded.video_count)
     RETURNING *`,
    [creatorIds],
  );
  await appendEvents(
    manager,
    changed.map((row) => ({
      aggregateType: 'creator',
      aggregateId: row.creator_id,
      type: 'creator.measured',
      payload: {
        creatorId: row.creator_id,
        averageViews: row.average_views === null ? null : Number(row.average_views),
        engagementRate: row.engagement_rate,
        videoCount: row.video_count,
        asOf: row.as_of.toISOString(),
      },
    })),
  );
}
