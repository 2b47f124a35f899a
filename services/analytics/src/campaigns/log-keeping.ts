import type { DataSource } from 'typeorm';

/**
 * Trims the logs of all campaigns. Who comes back with a place that is gone is told so, and given a full picture.
 * @param keep entries to keep of each campaign, the newest
 */
export async function trimLogs(dataSource: DataSource, keep: number): Promise<void> {
  await dataSource.query(
    `DELETE FROM campaign_log AS entry USING campaign_totals AS total
     WHERE entry.campaign_id = total.campaign_id AND entry.sequence <= total.sequence - $1 AND total.sequence > $1`,
    [keep],
  );
}
