import type { DataSource, EntityManager } from 'typeorm';
import { once } from '#platform/database/idempotency.js';
import { isId, newId } from '#platform/database/identifiers.js';
import { inTransaction } from '#platform/database/transaction.js';
import { InputCheck, userProblem } from '#platform/errors/user-errors.js';
import { appendEvents } from '#platform/events/outbox.js';
import type { CreateCampaignInput, UpdateCampaignInput } from '#schema/__generated__/campaign.js';
import { campaignsWithRunning } from '../collaborations/collaboration.repository.js';
import type { DirectoryService } from '../directory/directory.service.js';
import { checkIdempotencyKey } from '../idempotency/idempotency-key.check.js';
import { withdrawOpen } from '../invitations/invitation.repository.js';
import { stateAfter } from '../lifecycle/move.js';
import { actorOn, requireActor, type Standing } from '../viewers/viewer.policy.js';
import { CampaignEntity } from './campaign.entity.js';
import { campaignChanged } from './campaign.events.js';
import { readChanges, readDraft } from './campaign.input.js';
import { campaignReach } from './campaign.policy.js';
import { findCampaigns, lockCampaign } from './campaign.repository.js';
import { campaignTransitions, type CampaignAction, type CampaignStatus } from './campaign.status.js';

/** A move that changes nothing but the state. */
export type CampaignStep = Exclude<CampaignAction, 'UPDATE' | 'INVITE'>;

const noCampaign = (field = 'id') => userProblem('NOT_FOUND', 'There is no such campaign.', field);

/** @throws UserProblem unless the brand is active */
export function requireActiveBrand(brand: { status: string } | null): void {
  if (!brand) throw userProblem('NOT_FOUND', 'There is no such brand.', 'brandId');
  if (brand.status !== 'ACTIVE') throw userProblem('WRONG_STATE', `The brand is ${brand.status}; it must be ACTIVE.`);
}

/** Use cases of campaigns. */
export class CampaignService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly clock: () => Date,
  ) {}

  /** Drafts a campaign, once per idempotency key. */
  async create(standing: Standing, input: CreateCampaignInput): Promise<CampaignEntity> {
    requireActor(standing, 'BRAND', 'OPERATOR');
    const brandId = this.brandFor(standing, input.brandId);
    const content = readDraft(input);
    const { idempotencyKey, ...rest } = input;
    const check = new InputCheck();
    const key = idempotencyKey == null ? null : checkIdempotencyKey(check, idempotencyKey);
    check.done();
    const brand = await this.directory.brand(brandId);
    const id = newId();
    const campaign: CampaignEntity = {
      ...content,
      id,
      brandId,
      status: 'DRAFT',
      createdAt: this.clock(),
      publishedAt: null,
      closedAt: null,
    };
    return inTransaction(this.dataSource, async (manager) => {
      const draft = async (): Promise<void> => {
        requireActiveBrand(brand);
        await manager.insert(CampaignEntity, campaign);
        await appendEvents(manager, [campaignChanged(campaign)]);
      };
      if (key === null) await draft();
      else {
        const done = await once(manager, `createCampaign:${brandId}`, key, { ...rest, brandId }, id, draft);
        if (!done.made) return manager.findOneByOrFail(CampaignEntity, { id: done.id });
      }
      return campaign;
    });
  }

  /** The brand that a draft is for: the viewer's own, or the one that an operator names. */
  private brandFor(standing: Standing, named: string | null | undefined): string {
    if (standing.kind === 'BRAND') {
      if (named != null && named.toLowerCase() !== standing.brandId)
        throw userProblem('NOT_FOUND', 'There is no such brand of yours.', 'brandId');
      return standing.brandId;
    }
    if (named == null) throw userProblem('REQUIRED', 'Name the brand that the campaign is for.', 'brandId');
    if (!isId(named)) throw userProblem('NOT_FOUND', 'There is no such brand.', 'brandId');
    return named.toLowerCase();
  }

  /** Changes a draft. */
  async update(standing: Standing, input: UpdateCampaignInput): Promise<CampaignEntity> {
    requireActor(standing, 'BRAND', 'OPERATOR');
    return inTransaction(this.dataSource, async (manager) => {
      const campaign = await this.lock(manager, standing, input.id);
      stateAfter({
        table: campaignTransitions,
        action: 'UPDATE',
        state: campaign.status,
        actor: actorOn(standing, campaign),
        what: 'campaign',
      });
      return this.save(manager, campaign, readChanges(input, campaign));
    });
  }

  /** Moves a campaign from state to state. */
  async move(standing: Standing, id: string, action: CampaignStep): Promise<CampaignEntity> {
    requireActor(standing, 'BRAND', 'OPERATOR');
    const brand = action === 'PUBLISH' ? await this.brandOf(standing, id) : null;
    return inTransaction(this.dataSource, async (manager) => {
      const campaign = await this.lock(manager, standing, id);
      const actor = actorOn(standing, campaign);
      const status = stateAfter({
        table: campaignTransitions,
        action,
        state: campaign.status,
        actor,
        what: 'campaign',
      });
      if (action === 'PUBLISH') requireActiveBrand(brand);
      if (action === 'CLOSE') await this.endInvitations(manager, campaign);
      return this.save(manager, campaign, this.effect(campaign, action, status));
    });
  }

  /** What a move changes on the row. */
  private effect(campaign: CampaignEntity, action: CampaignStep, status: CampaignStatus): Partial<CampaignEntity> {
    const now = this.clock();
    switch (action) {
      case 'PUBLISH': {
        // A campaign without a first day begins the day it is published.
        const startsNow = !campaign.startsAt && (!campaign.endsAt || campaign.endsAt > now);
        return { status, publishedAt: now, ...(startsNow && { startsAt: now }) };
      }
      case 'CLOSE':
        return { status, closedAt: now };
      default:
        return { status };
    }
  }

  /** Closing wants every collaboration ended, and ends the invitations. */
  private async endInvitations(manager: EntityManager, campaign: CampaignEntity): Promise<void> {
    const running = await campaignsWithRunning(manager, [campaign.id]);
    if (running.length)
      throw userProblem('WRONG_STATE', 'Complete or cancel every collaboration of the campaign first.');
    await withdrawOpen(manager, campaign.id, this.clock());
  }

  /** The brand of a campaign, asked for before the campaign is locked; null if the viewer reaches no such campaign. */
  private async brandOf(standing: Standing, id: string): Promise<{ status: string } | null> {
    const [campaign] = isId(id) ? await findCampaigns(this.dataSource.manager, [id], campaignReach(standing)) : [];
    return campaign ? this.directory.brand(campaign.brandId) : null;
  }

  /** @throws UserProblem NOT_FOUND for what the viewer does not reach */
  private async lock(manager: EntityManager, standing: Standing, id: string): Promise<CampaignEntity> {
    const campaign = isId(id) ? await lockCampaign(manager, id, campaignReach(standing)) : null;
    if (!campaign) throw noCampaign();
    return campaign;
  }

  private async save(
    manager: EntityManager,
    campaign: CampaignEntity,
    changes: Partial<CampaignEntity>,
  ): Promise<CampaignEntity> {
    await manager.update(CampaignEntity, { id: campaign.id }, changes);
    Object.assign(campaign, changes);
    await appendEvents(manager, [campaignChanged(campaign)]);
    return campaign;
  }
}
