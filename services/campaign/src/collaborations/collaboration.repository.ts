import { In, Not, type EntityManager } from 'typeorm';
import type { Page } from '#platform/paging/connection.js';
import { countRows, countRowsOf, newestRows, newestRowsOf, type Condition } from '../paging/newest-first.js';
import { withinReach } from '../viewers/reach.condition.js';
import type { Reach } from '../viewers/viewer.policy.js';
import { CollaborationEntity } from './collaboration.entity.js';
import { endedStatuses, type CollaborationStatus } from './collaboration.status.js';

const list = { entity: CollaborationEntity, alias: 'collaboration' };

/** Whose lists of collaborations there are. */
const parents = {
  campaign: { column: 'campaign_id', property: 'campaignId' },
  creator: { column: 'creator_id', property: 'creatorId' },
} as const;

/** What a list of collaborations hangs under. */
export type CollaborationParent = keyof typeof parents;

/** Which collaborations are asked for; parts that are given must all hold. Ids are well-formed. */
export interface CollaborationSelection {
  campaignId?: string;
  creatorId?: string;
  statuses?: readonly CollaborationStatus[];
}

function conditions(reach: Reach, { campaignId, creatorId, statuses }: CollaborationSelection): Condition[] {
  return [
    withinReach(reach, 'collaboration'),
    ...(campaignId === undefined
      ? []
      : [{ sql: 'collaboration.campaign_id = :campaignId', parameters: { campaignId } }]),
    ...(creatorId === undefined ? [] : [{ sql: 'collaboration.creator_id = :creatorId', parameters: { creatorId } }]),
    ...(statuses === undefined ? [] : [{ sql: 'collaboration.status = ANY(:statuses)', parameters: { statuses } }]),
  ];
}

/** Collaborations by id within a reach, those that exist, in any order. */
export function findCollaborations(
  manager: EntityManager,
  ids: readonly string[],
  reach: Reach,
): Promise<CollaborationEntity[]> {
  const visible = withinReach(reach, 'collaboration');
  return manager
    .createQueryBuilder(CollaborationEntity, 'collaboration')
    .where('collaboration.id = ANY(:ids)', { ids })
    .andWhere(visible.sql, visible.parameters)
    .getMany();
}

/** A collaboration within a reach, locked until the transaction ends. */
export function lockCollaboration(
  manager: EntityManager,
  id: string,
  reach: Reach,
): Promise<CollaborationEntity | null> {
  const visible = withinReach(reach, 'collaboration');
  return manager
    .createQueryBuilder(CollaborationEntity, 'collaboration')
    .setLock('pessimistic_write')
    .where('collaboration.id = :id', { id })
    .andWhere(visible.sql, visible.parameters)
    .getOne();
}

/** The collaboration of a creator in a campaign that is not over, locked until the transaction ends. */
export function lockRunning(
  manager: EntityManager,
  campaignId: string,
  creatorId: string,
): Promise<CollaborationEntity | null> {
  return manager.findOne(CollaborationEntity, {
    where: { campaignId, creatorId, status: Not(In([...endedStatuses])) },
    lock: { mode: 'pessimistic_write' },
  });
}

/** A page of collaborations, the newest first, and one more. */
export function pageOfCollaborations(
  manager: EntityManager,
  reach: Reach,
  selection: CollaborationSelection,
  page: Page,
): Promise<CollaborationEntity[]> {
  return newestRows(manager, list, conditions(reach, selection), page);
}

/** How many collaborations such a list has. */
export function countCollaborations(
  manager: EntityManager,
  reach: Reach,
  selection: CollaborationSelection,
): Promise<number> {
  return countRows(manager, list, conditions(reach, selection));
}

/** The same page of each parent's collaborations. */
export function pagesOfCollaborations(
  manager: EntityManager,
  parent: CollaborationParent,
  parentIds: readonly string[],
  reach: Reach,
  page: Page,
): Promise<CollaborationEntity[][]> {
  return newestRowsOf(manager, list, parents[parent], parentIds, [withinReach(reach, list.alias)], page);
}

/** How many collaborations each parent has within a reach. */
export function countsOfCollaborations(
  manager: EntityManager,
  parent: CollaborationParent,
  parentIds: readonly string[],
  reach: Reach,
): Promise<number[]> {
  return countRowsOf(manager, list, parents[parent].column, parentIds, [withinReach(reach, list.alias)]);
}

/** Which of the campaigns have a collaboration that is not over. */
export async function campaignsWithRunning(
  manager: EntityManager,
  campaignIds: readonly string[],
): Promise<{ campaignId: string }[]> {
  return manager.query(
    `SELECT DISTINCT campaign_id AS "campaignId" FROM collaborations
     WHERE campaign_id = ANY($1) AND status NOT IN ('COMPLETED', 'CANCELLED')`,
    [campaignIds],
  );
}
