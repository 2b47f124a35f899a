import type { DataSource, EntityManager } from 'typeorm';
import { once } from '#platform/database/idempotency.js';
import { isId, newId } from '#platform/database/identifiers.js';
import { inTransaction } from '#platform/database/transaction.js';
import { userProblem } from '#platform/errors/user-errors.js';
import { forbidden } from '#platform/errors/graphql-errors.js';
import { appendEvents } from '#platform/events/outbox.js';
import type { AcceptTermsInput, ProposeTermsInput } from '#schema/__generated__/campaign.js';
import { CollaborationEntity } from '../collaborations/collaboration.entity.js';
import { collaborationChanged } from '../collaborations/collaboration.events.js';
import { collaborationReach } from '../collaborations/collaboration.policy.js';
import { lockCollaboration } from '../collaborations/collaboration.repository.js';
import { collaborationTransitions, otherSide, type Side } from '../collaborations/collaboration.status.js';
import { DeliverableEntity } from '../deliverables/deliverable.entity.js';
import { stateAfter } from '../lifecycle/move.js';
import { actorOn, requireActor, type Standing } from '../viewers/viewer.policy.js';
import { TermsEntity } from './terms.entity.js';
import { termsHash, type TermsContent } from './terms.hash.js';
import { readTerms } from './terms.input.js';
import { findNewestTerms } from './terms.repository.js';

/** Use cases of negotiation: each side proposes, and an agreement stands once both have accepted one version. */
export class AgreementService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: () => Date,
  ) {}

  /** Proposes a new version of the terms, once per idempotency key. Who proposes it has accepted it. */
  async propose(standing: Standing, input: ProposeTermsInput): Promise<CollaborationEntity> {
    requireActor(standing, 'BRAND', 'CREATOR');
    const { key, content } = readTerms(input);
    return inTransaction(this.dataSource, async (manager) => {
      const { collaboration, side } = await this.lock(manager, standing, input.collaborationId);
      const { idempotencyKey: _key, ...rest } = input;
      const scope = `proposeTerms:${collaboration.id}:${side}`;
      await once(manager, scope, key, { ...rest, collaborationId: collaboration.id }, collaboration.id, () =>
        this.addTerms(manager, collaboration, side, input.inReplyTo ?? null, content),
      );
      return collaboration;
    });
  }

  private async addTerms(
    manager: EntityManager,
    collaboration: CollaborationEntity,
    side: Side,
    inReplyTo: string | null,
    content: Omit<TermsContent, 'collaborationId' | 'version'>,
  ): Promise<void> {
    stateAfter({
      table: collaborationTransitions,
      action: 'PROPOSE_TERMS',
      state: collaboration.status,
      actor: side,
      what: 'collaboration',
    });
    const newest = await findNewestTerms(manager, collaboration.id);
    if ((newest?.hash ?? null) !== inReplyTo)
      throw userProblem('STALE', 'There is another version of the terms since: read it, then answer it.', 'inReplyTo');
    const collaborationId = collaboration.id;
    const version = (newest?.version ?? 0) + 1;
    const { fee, deliverables, ...more } = content;
    await manager.insert(TermsEntity, {
      collaborationId,
      version,
      hash: termsHash({ collaborationId, version, ...content }),
      proposedBy: side,
      proposedAt: this.clock(),
      acceptedBy: [side],
      feeMinor: fee.amountMinor,
      feeCurrency: fee.currency,
      deliverables: [...deliverables],
      ...more,
    });
    await this.save(manager, collaboration, { awaitingSide: otherSide(side) });
  }

  /**
   * Accepts the newest version of the terms. Accepting what one has accepted already changes nothing, so that a client
   * that lost the answer may ask again.
   */
  async accept(standing: Standing, input: AcceptTermsInput): Promise<CollaborationEntity> {
    requireActor(standing, 'BRAND', 'CREATOR');
    return inTransaction(this.dataSource, async (manager) => {
      const { collaboration, side } = await this.lock(manager, standing, input.collaborationId);
      const newest = await findNewestTerms(manager, collaboration.id);
      if (!newest) throw userProblem('WRONG_STATE', 'There are no terms yet: propose some.');
      if (newest.hash !== input.hash)
        throw userProblem('STALE', 'This is not the newest version of the terms: read that, then decide.', 'hash');
      if (newest.acceptedBy.includes(side)) return collaboration;
      const status = stateAfter({
        table: collaborationTransitions,
        action: 'ACCEPT_TERMS',
        state: collaboration.status,
        actor: side,
        what: 'collaboration',
      });
      await manager.update(
        TermsEntity,
        { collaborationId: collaboration.id, version: newest.version },
        { acceptedBy: [...newest.acceptedBy, side] },
      );
      // The proposer has accepted before, so now both have.
      await this.plan(manager, collaboration, newest);
      await this.save(manager, collaboration, {
        status,
        awaitingSide: null,
        agreedVersion: newest.version,
        agreedAt: this.clock(),
      });
      await appendEvents(manager, [collaborationChanged(collaboration)]);
      return collaboration;
    });
  }

  /** Plans what was agreed to be made. */
  private async plan(manager: EntityManager, collaboration: CollaborationEntity, terms: TermsEntity): Promise<void> {
    await manager.insert(
      DeliverableEntity,
      terms.deliverables.map(({ content, title, dueAt }, position): DeliverableEntity => ({
        id: newId(),
        collaborationId: collaboration.id,
        campaignId: collaboration.campaignId,
        position,
        content,
        title,
        dueAt: dueAt === null ? null : new Date(dueAt),
        status: 'PLANNED',
        draftUrl: null,
        reviewComment: null,
        submittedAt: null,
        videoId: null,
        publishedAt: null,
      })),
    );
  }

  /** Locks a collaboration for one of its sides. */
  private async lock(
    manager: EntityManager,
    standing: Standing,
    id: string,
  ): Promise<{ collaboration: CollaborationEntity; side: Side }> {
    const collaboration = isId(id) ? await lockCollaboration(manager, id, collaborationReach(standing)) : null;
    if (!collaboration) throw userProblem('NOT_FOUND', 'There is no such collaboration.', 'collaborationId');
    const side = actorOn(standing, collaboration);
    if (side !== 'BRAND' && side !== 'CREATOR') throw forbidden();
    return { collaboration, side };
  }

  private async save(
    manager: EntityManager,
    collaboration: CollaborationEntity,
    changes: Partial<CollaborationEntity>,
  ): Promise<void> {
    await manager.update(CollaborationEntity, { id: collaboration.id }, changes);
    Object.assign(collaboration, changes);
  }
}
