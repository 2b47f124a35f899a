import type { DataSource, EntityManager } from 'typeorm';
import { counters, unknownCounts } from '../counters/counter.js';
import { countsOf } from '../counters/counter.columns.js';
import {
  noNumbers,
  readLogRow,
  type CampaignChange,
  type CampaignLogRow,
  type VideoChange,
} from '../campaigns/campaign-change.js';
import { findCampaignTotals, type CampaignTotal } from '../campaigns/campaign-total.repository.js';

/** All numbers of a campaign as they stood at one place in its log. */
export interface CampaignPicture extends CampaignTotal {
  /** The first 1,000 videos by time of linking; their deltas and corrections are not known here, so null. */
  videos: VideoChange[];
}

const videosInPicture = 1_000;

/** Reads a picture: numbers, videos and sequence of one moment. */
export function readPicture(dataSource: DataSource, campaignId: string): Promise<CampaignPicture> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    const [total] = await findCampaignTotals(manager, [campaignId]);
    return {
      ...(total ?? { campaignId, sequence: 0, asOf: null, numbers: noNumbers }),
      videos: total ? await findVideos(manager, campaignId) : [],
    };
  });
}

async function findVideos(manager: EntityManager, campaignId: string): Promise<VideoChange[]> {
  const rows: (Record<string, unknown> & { video_id: string; creator_id: string; as_of: Date | null })[] =
    await manager.query(
      `SELECT link.video_id, link.creator_id, total.as_of,
         ${counters.map((counter) => `total.${counter} - link.baseline_${counter} AS ${counter}`).join(', ')}
       FROM campaign_videos AS link JOIN video_totals AS total USING (video_id)
       WHERE link.campaign_id = $1 ORDER BY link.linked_at, link.video_id LIMIT ${videosInPicture}`,
      [campaignId],
    );
  return rows.map((row) => ({
    videoId: row.video_id,
    creatorId: row.creator_id,
    gained: countsOf(row),
    deltas: unknownCounts,
    corrections: unknownCounts,
    asOf: row.as_of,
  }));
}

/** Place of the last entry of a campaign's log; 0 before the first. */
export async function readSequence(dataSource: DataSource, campaignId: string): Promise<number> {
  const [row]: { sequence: string }[] = await dataSource.query(
    `SELECT sequence FROM campaign_totals WHERE campaign_id = $1`,
    [campaignId],
  );
  return Number(row?.sequence ?? 0);
}

/** Where a reader of a campaign's log stands. */
export interface LogPosition {
  campaignId: string;
  /** Last entry read. */
  sequence: number;
}

const logColumns = 'campaign_id, sequence, as_of, deltas, corrections, totals_after, videos';

/**
 * Entries of campaigns' logs after the readers' positions, by campaign and rising sequence, in one statement.
 * @param limit most entries per campaign
 */
export async function readLog(
  dataSource: DataSource,
  positions: readonly LogPosition[],
  limit: number,
): Promise<CampaignChange[]> {
  const rows: CampaignLogRow[] = await dataSource.query(
    `SELECT entry.* FROM unnest($1::uuid[], $2::bigint[]) AS reader (campaign_id, sequence)
     CROSS JOIN LATERAL (
       SELECT ${logColumns} FROM campaign_log AS log
       WHERE log.campaign_id = reader.campaign_id AND log.sequence > reader.sequence
       ORDER BY log.sequence LIMIT $3
     ) AS entry ORDER BY entry.campaign_id, entry.sequence`,
    [positions.map((position) => position.campaignId), positions.map((position) => position.sequence), limit],
  );
  return rows.map(readLogRow);
}
