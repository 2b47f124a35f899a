import type { EntityManager } from 'typeorm';
import { rowSet, type RowSetColumn } from '#platform/database/row-set.js';
import { counters, forEachCounter } from '../counters/counter.js';
import { perCounter } from '../counters/counter.columns.js';
import type { CampaignLink } from './campaign-link.js';

/** A row of campaign_videos as `pg` gives it. */
type CampaignVideoRow = Record<string, string | Date | null> & {
  campaign_id: string;
  video_id: string;
  collaboration_id: string;
  deliverable_id: string;
  creator_id: string;
  linked_at: Date;
  posted_at: Date | null;
};

function toLink(row: CampaignVideoRow): CampaignLink {
  return {
    campaignId: row.campaign_id,
    videoId: row.video_id,
    collaborationId: row.collaboration_id,
    deliverableId: row.deliverable_id,
    creatorId: row.creator_id,
    linkedAt: row.linked_at.getTime(),
    postedAt: row.posted_at?.getTime() ?? null,
    baselines: forEachCounter((counter) => {
      const value = row[`baseline_${counter}`];
      const at = row[`baseline_${counter}_at`];
      return typeof value === 'string' ? { at: at instanceof Date ? at.getTime() : null, value: BigInt(value) } : null;
    }),
  };
}

/** The links of videos, to all campaigns. The caller holds the videos' locks, so none is added meanwhile. */
export async function findLinksOfVideos(manager: EntityManager, videoIds: readonly string[]): Promise<CampaignLink[]> {
  const rows: CampaignVideoRow[] = await manager.query(
    `SELECT * FROM campaign_videos WHERE video_id = ANY($1::uuid[])`,
    [videoIds],
  );
  return rows.map(toLink);
}

/** Videos among these whose posting time has changed since their baselines were chosen. */
export async function findLinkedVideosPostedAnew(
  manager: EntityManager,
  videoIds: readonly string[],
): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `SELECT DISTINCT video.id FROM campaign_videos AS link JOIN videos AS video ON video.id = link.video_id
     WHERE video.id = ANY($1::uuid[]) AND video.posted_at IS DISTINCT FROM link.posted_at`,
    [videoIds],
  );
  return rows.map((row) => row.id);
}

/** A link that is to be made. */
export type NewLink = Pick<
  CampaignLink,
  'campaignId' | 'videoId' | 'collaborationId' | 'deliverableId' | 'creatorId' | 'linkedAt'
>;

const newLinkColumns: readonly RowSetColumn<NewLink>[] = [
  { name: 'campaign_id', type: 'uuid', value: (link) => link.campaignId },
  { name: 'video_id', type: 'uuid', value: (link) => link.videoId },
  { name: 'collaboration_id', type: 'uuid', value: (link) => link.collaborationId },
  { name: 'deliverable_id', type: 'uuid', value: (link) => link.deliverableId },
  { name: 'creator_id', type: 'uuid', value: (link) => link.creatorId },
  { name: 'linked_at', type: 'timestamptz', value: (link) => new Date(link.linkedAt) },
];

/**
 * Adds links that are not there yet; a video is linked to a campaign once, the first link stays. The caller holds the
 * videos' locks.
 * @returns those that were added, without baselines
 */
export async function insertLinks(manager: EntityManager, links: readonly NewLink[]): Promise<CampaignLink[]> {
  const given = rowSet('given', newLinkColumns, links);
  const names = newLinkColumns.map((column) => column.name);
  const rows: CampaignVideoRow[] = await manager.query(
    `INSERT INTO campaign_videos (${names.join(', ')}, posted_at)
     SELECT ${names.map((name) => `given.${name}`).join(', ')}, video.posted_at
     FROM ${given.sql} JOIN videos AS video ON video.id = given.video_id
     ON CONFLICT (campaign_id, video_id) DO NOTHING RETURNING *`,
    given.parameters,
  );
  return rows.map(toLink);
}

/** Takes the posting time of videos over into their links, for baselines that are about to be chosen anew. */
export async function refreshPostingTimes(manager: EntityManager, videoIds: readonly string[]): Promise<void> {
  await manager.query(
    `UPDATE campaign_videos AS link SET posted_at = video.posted_at
     FROM videos AS video
     WHERE video.id = link.video_id AND link.video_id = ANY($1::uuid[])
       AND video.posted_at IS DISTINCT FROM link.posted_at`,
    [videoIds],
  );
}

const baselineColumns: readonly RowSetColumn<CampaignLink>[] = [
  { name: 'campaign_id', type: 'uuid', value: (link) => link.campaignId },
  { name: 'video_id', type: 'uuid', value: (link) => link.videoId },
  ...counters.flatMap((counter): RowSetColumn<CampaignLink>[] => [
    { name: `baseline_${counter}`, type: 'bigint', value: (link) => link.baselines[counter]?.value },
    {
      name: `baseline_${counter}_at`,
      type: 'timestamptz',
      value: (link) => {
        const at = link.baselines[counter]?.at;
        return at == null ? null : new Date(at);
      },
    },
  ]),
];

/** Writes the baselines of links. */
export async function writeBaselines(manager: EntityManager, links: readonly CampaignLink[]): Promise<void> {
  if (!links.length) return;
  const given = rowSet('given', baselineColumns, links);
  await manager.query(
    `UPDATE campaign_videos AS link
     SET ${perCounter((counter) => `baseline_${counter} = given.baseline_${counter}, baseline_${counter}_at = given.baseline_${counter}_at`)}
     FROM ${given.sql} WHERE link.campaign_id = given.campaign_id AND link.video_id = given.video_id`,
    given.parameters,
  );
}
