import type { EntityManager } from 'typeorm';
import type { Page } from '#platform/paging/connection.js';
import { countRowsOf, newestRowsOf } from '../paging/newest-first.js';
import type { Reach } from '../viewers/viewer.policy.js';
import { withinReach } from '../viewers/reach.condition.js';
import { InvitationEntity } from './invitation.entity.js';

const list = { entity: InvitationEntity, alias: 'invitation' };
const ofCampaign = { column: 'campaign_id', property: 'campaignId' } as const;

/** Invitations by id within a reach, those that exist, in any order. */
export function findInvitations(
  manager: EntityManager,
  ids: readonly string[],
  reach: Reach,
): Promise<InvitationEntity[]> {
  const visible = withinReach(reach, 'invitation');
  return manager
    .createQueryBuilder(InvitationEntity, 'invitation')
    .where('invitation.id = ANY(:ids)', { ids })
    .andWhere(visible.sql, visible.parameters)
    .getMany();
}

/** An invitation, locked until the transaction ends. */
export function lockInvitation(manager: EntityManager, id: string): Promise<InvitationEntity | null> {
  return manager.findOne(InvitationEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** The same page of each campaign's invitations. */
export function pagesOfCampaigns(
  manager: EntityManager,
  campaignIds: readonly string[],
  reach: Reach,
  page: Page,
): Promise<InvitationEntity[][]> {
  return newestRowsOf(manager, list, ofCampaign, campaignIds, [withinReach(reach, list.alias)], page);
}

/** How many invitations each campaign has within a reach. */
export function countOfCampaigns(
  manager: EntityManager,
  campaignIds: readonly string[],
  reach: Reach,
): Promise<number[]> {
  return countRowsOf(manager, list, ofCampaign.column, campaignIds, [withinReach(reach, list.alias)]);
}

/** Writes down that a creator's pending invitation to a campaign has expired, if its time is over. */
export async function expireOverdue(
  manager: EntityManager,
  campaignId: string,
  creatorId: string,
  now: Date,
): Promise<void> {
  await manager.query(
    `UPDATE invitations SET status = 'EXPIRED' WHERE campaign_id = $1 AND creator_id = $2 AND status = 'PENDING' AND expires_at <= $3`,
    [campaignId, creatorId, now],
  );
}

/** Whether a creator has an open invitation to a campaign. */
export function hasOpenInvitation(manager: EntityManager, campaignId: string, creatorId: string): Promise<boolean> {
  return manager.existsBy(InvitationEntity, { campaignId, creatorId, status: 'PENDING' });
}

/** Withdraws the open invitations of a campaign. @param creatorId of this creator only */
export async function withdrawOpen(
  manager: EntityManager,
  campaignId: string,
  now: Date,
  creatorId?: string,
): Promise<void> {
  await manager.query(
    `UPDATE invitations
     SET status = CASE WHEN expires_at <= $2 THEN 'EXPIRED' ELSE 'WITHDRAWN' END,
         answered_at = CASE WHEN expires_at <= $2 THEN NULL ELSE $2::timestamptz END
     WHERE campaign_id = $1 AND status = 'PENDING' AND ($3::uuid IS NULL OR creator_id = $3)`,
    [campaignId, now, creatorId ?? null],
  );
}
