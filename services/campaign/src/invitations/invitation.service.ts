import type { DataSource, EntityManager } from 'typeorm';
import { once } from '#platform/database/idempotency.js';
import { isId, newId } from '#platform/database/identifiers.js';
import { inTransaction } from '#platform/database/transaction.js';
import { forbidden } from '#platform/errors/graphql-errors.js';
import { InputCheck, userProblem } from '#platform/errors/user-errors.js';
import { appendEvents } from '#platform/events/outbox.js';
import type { InviteCreatorInput } from '#schema/__generated__/campaign.js';
import type { CampaignEntity } from '../campaigns/campaign.entity.js';
import { campaignReach } from '../campaigns/campaign.policy.js';
import { findCampaigns, lockCampaign } from '../campaigns/campaign.repository.js';
import { requireActiveBrand } from '../campaigns/campaign.service.js';
import { campaignTransitions } from '../campaigns/campaign.status.js';
import { CollaborationEntity } from '../collaborations/collaboration.entity.js';
import { collaborationChanged } from '../collaborations/collaboration.events.js';
import { lockRunning } from '../collaborations/collaboration.repository.js';
import { checkDate } from '../dates/date.check.js';
import type { DirectoryService } from '../directory/directory.service.js';
import { checkIdempotencyKey } from '../idempotency/idempotency-key.check.js';
import { stateAfter } from '../lifecycle/move.js';
import { actorOn, requireActor, type Standing } from '../viewers/viewer.policy.js';
import { InvitationEntity } from './invitation.entity.js';
import { invitationReach } from './invitation.policy.js';
import { expireOverdue, findInvitations, hasOpenInvitation, lockInvitation } from './invitation.repository.js';
import {
  invitationLifetime,
  invitationStatusAt,
  invitationTransitions,
  type InvitationAction,
} from './invitation.status.js';

const maxMessage = 2_000;

/** What an invitation says, checked. */
interface InvitationText {
  message: string | null;
  key: string;
}

function readInvitation(input: InviteCreatorInput): InvitationText {
  const check = new InputCheck();
  const message = input.message == null ? null : check.text(input.message, { max: maxMessage }, 'message') || null;
  checkDate(check, input.expiresAt, 'expiresAt');
  const key = checkIdempotencyKey(check, input.idempotencyKey);
  check.require(isId(input.campaignId), 'NOT_FOUND', 'There is no such campaign.', 'campaignId');
  check.require(isId(input.creatorId), 'NOT_FOUND', 'There is no such creator.', 'creatorId');
  check.done();
  return { message, key };
}

/** Use cases of invitations. */
export class InvitationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly clock: () => Date,
  ) {}

  /** Invites a creator to a campaign, once per idempotency key. */
  async invite(standing: Standing, input: InviteCreatorInput): Promise<InvitationEntity> {
    requireActor(standing, 'BRAND', 'OPERATOR');
    const { message, key } = readInvitation(input);
    const campaignId = input.campaignId.toLowerCase();
    const creatorId = input.creatorId.toLowerCase();
    const reach = campaignReach(standing);
    const [known] = await findCampaigns(this.dataSource.manager, [campaignId], reach);
    if (!known) throw userProblem('NOT_FOUND', 'There is no such campaign.', 'campaignId');
    const [brand, creator] = await Promise.all([
      this.directory.brand(known.brandId),
      this.directory.creator(creatorId),
    ]);
    return inTransaction(this.dataSource, async (manager) => {
      const campaign = await lockCampaign(manager, campaignId, reach);
      if (!campaign) throw userProblem('NOT_FOUND', 'There is no such campaign.', 'campaignId');
      // Before the key is looked at: it would hand the owner's invitation to whoever merely sees an open campaign.
      const actor = actorOn(standing, campaign);
      if (!actor) throw forbidden();
      const { idempotencyKey: _key, ...rest } = input;
      const done = await once(
        manager,
        `inviteCreator:${campaign.brandId}`,
        key,
        { ...rest, campaignId, creatorId },
        newId(),
        async () => undefined,
      );
      if (!done.made) return manager.findOneByOrFail(InvitationEntity, { id: done.id });
      stateAfter({
        table: campaignTransitions,
        action: 'INVITE',
        state: campaign.status,
        actor,
        what: 'campaign',
      });
      requireActiveBrand(brand);
      if (!creator) throw userProblem('NOT_FOUND', 'There is no such creator.', 'creatorId');
      if (creator.status !== 'ACTIVE')
        throw userProblem(
          'WRONG_STATE',
          `The creator is ${creator.status}; only ACTIVE creators can be invited.`,
          'creatorId',
        );
      return this.addInvitation(manager, campaign, {
        id: done.id,
        creatorId,
        message,
        expiresAt: input.expiresAt ?? null,
      });
    });
  }

  /** Stores a new invitation. @param campaign its row, locked */
  private async addInvitation(
    manager: EntityManager,
    campaign: CampaignEntity,
    given: { id: string; creatorId: string; message: string | null; expiresAt: Date | null },
  ): Promise<InvitationEntity> {
    const now = this.clock();
    if (given.expiresAt && given.expiresAt <= now)
      throw userProblem('INVALID', 'expiresAt must be in the future.', 'expiresAt');
    await expireOverdue(manager, campaign.id, given.creatorId, now);
    if (await hasOpenInvitation(manager, campaign.id, given.creatorId))
      throw userProblem('TAKEN', 'The creator has an open invitation to this campaign.', 'creatorId');
    if (await lockRunning(manager, campaign.id, given.creatorId))
      throw userProblem('TAKEN', 'The creator works in this campaign already.', 'creatorId');
    const invitation: InvitationEntity = {
      ...given,
      expiresAt: given.expiresAt ?? new Date(now.getTime() + invitationLifetime),
      campaignId: campaign.id,
      brandId: campaign.brandId,
      status: 'PENDING',
      createdAt: now,
      answeredAt: null,
    };
    await manager.insert(InvitationEntity, invitation);
    return invitation;
  }

  /** Accepts an invitation: a collaboration begins. */
  async accept(
    standing: Standing,
    id: string,
  ): Promise<{ invitation: InvitationEntity; collaboration: CollaborationEntity }> {
    requireActor(standing, 'CREATOR');
    const known = await this.find(standing, id);
    const creator = await this.directory.creator(known.creatorId);
    if (creator?.status === 'SUSPENDED')
      throw userProblem('WRONG_STATE', 'A suspended creator cannot accept invitations.');
    return inTransaction(this.dataSource, async (manager) => {
      // Shared: invitations of one campaign may be accepted side by side, but not while it is being closed.
      await lockCampaign(manager, known.campaignId, { kind: 'ALL' }, 'share');
      const invitation = await this.answer(manager, standing, id, 'ACCEPT');
      if (await lockRunning(manager, invitation.campaignId, invitation.creatorId))
        throw userProblem('WRONG_STATE', 'You work in this campaign already.');
      const collaboration: CollaborationEntity = {
        id: newId(),
        campaignId: invitation.campaignId,
        brandId: invitation.brandId,
        creatorId: invitation.creatorId,
        invitationId: invitation.id,
        status: 'NEGOTIATING',
        awaitingSide: null,
        agreedVersion: null,
        createdAt: this.clock(),
        agreedAt: null,
        endedAt: null,
      };
      await manager.insert(CollaborationEntity, collaboration);
      await appendEvents(manager, [collaborationChanged(collaboration)]);
      return { invitation, collaboration };
    });
  }

  /** Declines an invitation. */
  decline(standing: Standing, id: string): Promise<InvitationEntity> {
    requireActor(standing, 'CREATOR');
    return inTransaction(this.dataSource, (manager) => this.answer(manager, standing, id, 'DECLINE'));
  }

  /** Takes an invitation back. */
  withdraw(standing: Standing, id: string): Promise<InvitationEntity> {
    requireActor(standing, 'BRAND', 'OPERATOR');
    return inTransaction(this.dataSource, (manager) => this.answer(manager, standing, id, 'WITHDRAW'));
  }

  /** An invitation that the viewer reaches. @throws UserProblem NOT_FOUND */
  private async find(standing: Standing, id: string, manager = this.dataSource.manager): Promise<InvitationEntity> {
    const [invitation] = isId(id) ? await findInvitations(manager, [id], invitationReach(standing)) : [];
    if (!invitation) throw userProblem('NOT_FOUND', 'There is no such invitation.', 'id');
    return invitation;
  }

  /** Locks an invitation and makes a move on it. */
  private async answer(
    manager: EntityManager,
    standing: Standing,
    id: string,
    action: InvitationAction,
  ): Promise<InvitationEntity> {
    await this.find(standing, id, manager);
    const invitation = await lockInvitation(manager, id);
    if (!invitation) throw userProblem('NOT_FOUND', 'There is no such invitation.', 'id');
    const now = this.clock();
    const state = invitationStatusAt(invitation, now);
    if (state === 'EXPIRED') throw userProblem('EXPIRED', 'The time to answer this invitation is over.', 'id');
    const status = stateAfter({
      table: invitationTransitions,
      action,
      state,
      actor: actorOn(standing, invitation),
      what: 'invitation',
    });
    await manager.update(InvitationEntity, { id }, { status, answeredAt: now });
    return Object.assign(invitation, { status, answeredAt: now });
  }
}
