import type { EntityManager } from 'typeorm';
import { rowSet } from '#platform/database/row-set.js';
import type { CampaignLink } from '../campaigns/campaign-link.js';
import { counters, type Capture } from '../counters/counter.js';
import { countsOf, perCounter } from '../counters/counter.columns.js';

/** Names a link in a map. */
export const linkName = (link: Pick<CampaignLink, 'campaignId' | 'videoId'>): string =>
  `${link.campaignId} ${link.videoId}`;

/**
 * The captures that decide what videos have gained since they were linked: all since then, and from before so far back
 * that the last value of every counter is among them.
 * @returns by `linkName`, each link's by rising time
 */
export async function findCapturesOfLinks(
  manager: EntityManager,
  links: readonly CampaignLink[],
): Promise<Map<string, Capture[]>> {
  const given = rowSet(
    'given',
    [
      { name: 'campaign_id', type: 'uuid', value: (link: CampaignLink) => link.campaignId },
      { name: 'video_id', type: 'uuid', value: (link: CampaignLink) => link.videoId },
      { name: 'linked_at', type: 'timestamptz', value: (link: CampaignLink) => new Date(link.linkedAt) },
    ],
    links,
  );
  const lastBefore = counters.map(
    (counter) => `(
      SELECT max(earlier.captured_at) FROM snapshots AS earlier
      WHERE earlier.video_id = given.video_id AND earlier.captured_at <= given.linked_at AND earlier.${counter} IS NOT NULL
    )`,
  );
  const rows: (Record<string, unknown> & { campaign_id: string; video_id: string; captured_at: Date })[] =
    await manager.query(
      `SELECT given.campaign_id, given.video_id, snapshot.captured_at, ${perCounter((counter) => `snapshot.${counter}`)}
       FROM ${given.sql}
       CROSS JOIN LATERAL (SELECT least(given.linked_at, ${lastBefore.join(', ')}) AS start) AS relevant
       JOIN snapshots AS snapshot
         ON snapshot.video_id = given.video_id AND snapshot.captured_at >= relevant.start
       ORDER BY snapshot.captured_at`,
      given.parameters,
    );
  const history = new Map<string, Capture[]>();
  for (const row of rows) {
    const name = linkName({ campaignId: row.campaign_id, videoId: row.video_id });
    const capture = { videoId: row.video_id, capturedAt: row.captured_at.getTime(), counts: countsOf(row) };
    const captures = history.get(name);
    if (captures) captures.push(capture);
    else history.set(name, [capture]);
  }
  return history;
}
