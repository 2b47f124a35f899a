import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { FeedEvent } from '#platform/events/feed.js';

const measuredSchema = z.object({
  creatorId: z.uuid(),
  /** Mean over the last 30 videos; null while unknown. */
  averageViews: z.number().nonnegative().nullable(),
  engagementRate: z.number().nonnegative().nullable(),
  asOf: z.iso.datetime({ offset: true }),
});

/**
 * Takes in what analytics has measured of creators. It stands beside what platforms reported; an older measurement
 * never replaces a newer one, so that reading the feed again changes nothing.
 */
export async function applyMeasurements(manager: EntityManager, events: readonly FeedEvent[]): Promise<void> {
  const measured = events
    .filter((event) => event.type === 'creator.measured')
    .map((event) => measuredSchema.parse(event.payload));
  if (!measured.length) return;
  const latest = [...new Map(measured.map((one) => [one.creatorId, one])).values()];
  await manager.query(
    `WITH measured AS (
       SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::double precision[], $4::timestamptz[]) AS m (id, average_views, engagement_rate, as_of)
     ), locked AS (
       SELECT creator.id FROM creators creator JOIN measured USING (id) ORDER BY creator.id FOR UPDATE OF creator
     )
     UPDATE creators creator
     SET measured_average_views = measured.average_views, measured_engagement_rate = measured.engagement_rate, measured_at = measured.as_of
     FROM measured JOIN locked USING (id)
     WHERE creator.id = measured.id AND (creator.measured_at IS NULL OR creator.measured_at <= measured.as_of)`,
    [
      latest.map((one) => one.creatorId),
      latest.map((one) => (one.averageViews === null ? null : Math.round(one.averageViews))),
      latest.map((one) => one.engagementRate),
      latest.map((one) => one.asOf),
    ],
  );
}
