import type { EntityManager } from 'typeorm';

/** Channel on which those who watch campaigns are woken. */
export const campaignChannel = 'campaign_log';

/** Most campaigns that one wake-up names: its text may have 8,000 bytes. */
const maxNamed = 200;

/**
 * Wakes those who watch campaigns, once the transaction commits. It is one small notification per transaction, since
 * every one takes a lock on the whole database; and only a hint, since watchers read the log.
 */
export async function notifyCampaigns(manager: EntityManager, campaignIds: readonly string[]): Promise<void> {
  await manager.query(`SELECT pg_notify('${campaignChannel}', $1)`, [
    campaignIds.length <= maxNamed ? campaignIds.join(',') : '',
  ]);
}

/** Campaigns that a wake-up names; undefined when it means any. */
export function campaignsNamed(payload: string): string[] | undefined {
  return payload === '' ? undefined : payload.split(',');
}
