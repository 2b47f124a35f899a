import type { EntityManager } from 'typeorm';
import type { Page } from '#platform/paging/connection.js';
import { countRows, countRowsOf, newestRows, newestRowsOf, type Condition } from '../paging/newest-first.js';
import { CampaignEntity } from './campaign.entity.js';
import type { CampaignReach } from './campaign.policy.js';
import type { CampaignStatus } from './campaign.status.js';

const list = { entity: CampaignEntity, alias: 'campaign' };
const ofBrand = { column: 'brand_id', property: 'brandId' } as const;
const activeAndOpen = `campaign.status = 'ACTIVE' AND campaign.visibility = 'OPEN'`;

/** Which campaigns are asked for; parts that are given must all hold. Ids are well-formed. */
export interface CampaignSelection {
  brandId?: string;
  statuses?: readonly CampaignStatus[];
}

/** A reach as SQL. */
function withinReach(reach: CampaignReach): Condition {
  switch (reach.kind) {
    case 'ALL':
      return { sql: 'true' };
    case 'NONE':
      return { sql: 'false' };
    case 'PUBLISHED':
      return { sql: 'campaign.published_at IS NOT NULL' };
    case 'OPEN':
      return { sql: activeAndOpen };
    case 'BRAND':
      return {
        sql: `campaign.brand_id = :reachBrandId OR ${activeAndOpen}`,
        parameters: { reachBrandId: reach.brandId },
      };
    case 'CREATOR':
      return {
        sql: `EXISTS (SELECT 1 FROM invitations seen WHERE seen.campaign_id = campaign.id AND seen.creator_id = :reachCreatorId)
          OR EXISTS (SELECT 1 FROM collaborations seen WHERE seen.campaign_id = campaign.id AND seen.creator_id = :reachCreatorId)
          OR ${activeAndOpen}`,
        parameters: { reachCreatorId: reach.creatorId },
      };
  }
}

function conditions(reach: CampaignReach, { brandId, statuses }: CampaignSelection): Condition[] {
  return [
    withinReach(reach),
    ...(brandId === undefined ? [] : [{ sql: 'campaign.brand_id = :brandId', parameters: { brandId } }]),
    ...(statuses === undefined ? [] : [{ sql: 'campaign.status = ANY(:statuses)', parameters: { statuses } }]),
  ];
}

/** Campaigns by id within a reach, those that exist, in any order. */
export function findCampaigns(
  manager: EntityManager,
  ids: readonly string[],
  reach: CampaignReach,
): Promise<CampaignEntity[]> {
  const visible = withinReach(reach);
  return manager
    .createQueryBuilder(CampaignEntity, 'campaign')
    .where('campaign.id = ANY(:ids)', { ids })
    .andWhere(`(${visible.sql})`, visible.parameters)
    .getMany();
}

/**
 * A campaign within a reach, locked until the transaction ends.
 * @param mode write: the only one at it; share: nobody changes it meanwhile
 */
export function lockCampaign(
  manager: EntityManager,
  id: string,
  reach: CampaignReach,
  mode: 'write' | 'share' = 'write',
): Promise<CampaignEntity | null> {
  const visible = withinReach(reach);
  return manager
    .createQueryBuilder(CampaignEntity, 'campaign')
    .setLock(mode === 'write' ? 'pessimistic_write' : 'pessimistic_read')
    .where('campaign.id = :id', { id })
    .andWhere(`(${visible.sql})`, visible.parameters)
    .getOne();
}

/** A page of campaigns, the newest first, and one more. */
export function pageOfCampaigns(
  manager: EntityManager,
  reach: CampaignReach,
  selection: CampaignSelection,
  page: Page,
): Promise<CampaignEntity[]> {
  return newestRows(manager, list, conditions(reach, selection), page);
}

/** How many campaigns such a list has. */
export function countCampaigns(
  manager: EntityManager,
  reach: CampaignReach,
  selection: CampaignSelection,
): Promise<number> {
  return countRows(manager, list, conditions(reach, selection));
}

/** The same page of each brand's campaigns. */
export function pagesOfBrands(
  manager: EntityManager,
  brandIds: readonly string[],
  reach: CampaignReach,
  page: Page,
): Promise<CampaignEntity[][]> {
  return newestRowsOf(manager, list, ofBrand, brandIds, [withinReach(reach)], page);
}

/** How many campaigns each brand has within a reach. */
export function countOfBrands(
  manager: EntityManager,
  brandIds: readonly string[],
  reach: CampaignReach,
): Promise<number[]> {
  return countRowsOf(manager, list, ofBrand.column, brandIds, [withinReach(reach)]);
}
