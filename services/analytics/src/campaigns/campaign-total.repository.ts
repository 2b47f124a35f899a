import type { EntityManager } from 'typeorm';
import { rowSet, type RowSetColumn } from '#platform/database/row-set.js';
import { counters, storeCounts } from '../counters/counter.js';
import { countsOf } from '../counters/counter.columns.js';
import { storeNumbers, storeVideoChange, type CampaignChange, type CampaignNumbers } from './campaign-change.js';

/** The numbers of a campaign and its place in its log. */
export interface CampaignTotal {
  campaignId: string;
  /** Place of the last entry of the log; 0 before the first. */
  sequence: number;
  /** Latest capture; null before the first. */
  asOf: Date | null;
  numbers: CampaignNumbers;
}

type CampaignTotalRow = Record<string, unknown> & {
  campaign_id: string;
  sequence: string;
  as_of: Date | null;
  video_count: number;
  measured_video_count: number;
};

function toCampaignTotal(row: CampaignTotalRow): CampaignTotal {
  return {
    campaignId: row.campaign_id,
    sequence: Number(row.sequence),
    asOf: row.as_of,
    numbers: {
      baseline: countsOf(row, 'baseline_'),
      deltas: countsOf(row, 'deltas_'),
      corrections: countsOf(row, 'corrections_'),
      lifetime: countsOf(row, 'lifetime_'),
      videoCount: row.video_count,
      measuredVideoCount: row.measured_video_count,
    },
  };
}

/** Numbers of campaigns by id; campaigns that no video was ever linked to are left out. */
export async function findCampaignTotals(
  manager: EntityManager,
  campaignIds: readonly string[],
): Promise<CampaignTotal[]> {
  const rows: CampaignTotalRow[] = await manager.query(
    `SELECT * FROM campaign_totals WHERE campaign_id = ANY($1::uuid[])`,
    [campaignIds],
  );
  return rows.map(toCampaignTotal);
}

/** Makes the rows of campaigns that get their first video. */
export async function ensureCampaignTotals(manager: EntityManager, campaignIds: readonly string[]): Promise<void> {
  await manager.query(
    `INSERT INTO campaign_totals (campaign_id) SELECT DISTINCT id FROM unnest($1::uuid[]) AS given (id) ORDER BY id
     ON CONFLICT DO NOTHING`,
    [campaignIds],
  );
}

/**
 * Locks the numbers of campaigns and reads them, in the order of the ids, after the locks on videos
 * (`lockVideoTotals`). Under the lock sequences are given, so they become visible in their order and without gaps.
 */
export async function lockCampaignTotals(
  manager: EntityManager,
  campaignIds: readonly string[],
): Promise<Map<string, CampaignTotal>> {
  const rows: CampaignTotalRow[] = await manager.query(
    `SELECT * FROM campaign_totals WHERE campaign_id = ANY($1::uuid[]) ORDER BY campaign_id FOR NO KEY UPDATE`,
    [campaignIds],
  );
  return new Map(rows.map((row) => [row.campaign_id, toCampaignTotal(row)]));
}

const sums = ['baseline', 'deltas', 'corrections', 'lifetime'] as const;

const totalColumns: readonly RowSetColumn<CampaignChange>[] = [
  { name: 'campaign_id', type: 'uuid', value: (change) => change.campaignId },
  { name: 'sequence', type: 'bigint', value: (change) => change.sequence },
  { name: 'as_of', type: 'timestamptz', value: (change) => change.asOf },
  { name: 'video_count', type: 'integer', value: (change) => change.after.videoCount },
  { name: 'measured_video_count', type: 'integer', value: (change) => change.after.measuredVideoCount },
  ...sums.flatMap((sum) =>
    counters.map((counter): RowSetColumn<CampaignChange> => ({
      name: `${sum}_${counter}`,
      type: 'numeric',
      value: (change) => change.after[sum][counter],
    })),
  ),
];

const logColumns: readonly RowSetColumn<CampaignChange>[] = [
  { name: 'campaign_id', type: 'uuid', value: (change) => change.campaignId },
  { name: 'sequence', type: 'bigint', value: (change) => change.sequence },
  { name: 'as_of', type: 'timestamptz', value: (change) => change.asOf },
  { name: 'deltas', type: 'jsonb', value: (change) => JSON.stringify(storeCounts(change.deltas)) },
  { name: 'corrections', type: 'jsonb', value: (change) => JSON.stringify(storeCounts(change.corrections)) },
  { name: 'totals_after', type: 'jsonb', value: (change) => JSON.stringify(storeNumbers(change.after)) },
  { name: 'videos', type: 'jsonb', value: (change) => JSON.stringify(change.videos.map(storeVideoChange)) },
];

/** Writes changes of campaigns, one for each, whose rows the caller has locked: the numbers, and an entry of the log. */
export async function writeCampaignChanges(manager: EntityManager, changes: readonly CampaignChange[]): Promise<void> {
  const totals = rowSet('given', totalColumns, changes);
  const assignments = totalColumns.slice(1).map(({ name }) => `${name} = given.${name}`);
  await manager.query(
    `UPDATE campaign_totals AS total SET ${assignments.join(', ')}
     FROM ${totals.sql} WHERE total.campaign_id = given.campaign_id`,
    totals.parameters,
  );
  const log = rowSet('given', logColumns, changes);
  await manager.query(
    `INSERT INTO campaign_log (${logColumns.map((column) => column.name).join(', ')}) SELECT * FROM ${log.sql}`,
    log.parameters,
  );
}
