import type { DataSource, EntityManager } from 'typeorm';
import { isId } from '#platform/database/identifiers.js';
import { inTransaction, isUniqueViolation } from '#platform/database/transaction.js';
import { InputCheck, userProblem } from '#platform/errors/user-errors.js';
import { appendEvents, type OutboxEvent } from '#platform/events/outbox.js';
import type {
  PublishDeliverableInput,
  ReviewDeliverableInput,
  SubmitDeliverableInput,
} from '#schema/__generated__/campaign.js';
import { CollaborationEntity } from '../collaborations/collaboration.entity.js';
import { collaborationChanged, videoLinked } from '../collaborations/collaboration.events.js';
import { collaborationReach } from '../collaborations/collaboration.policy.js';
import { findCollaborations, lockCollaboration } from '../collaborations/collaboration.repository.js';
import type { DirectoryService } from '../directory/directory.service.js';
import { stateAfter } from '../lifecycle/move.js';
import { actorOn, requireActor, type Standing } from '../viewers/viewer.policy.js';
import { DeliverableEntity } from './deliverable.entity.js';
import { findDeliverables, findDeliverablesOf } from './deliverable.repository.js';
import {
  collaborationAfterWork,
  deliverableTransitions,
  workingStatuses,
  type DeliverableAction,
} from './deliverable.status.js';

const maxComment = 5_000;
const maxUrl = 2_000;

/** Takes the address of a draft in. @throws UserProblem unless it is http or https */
function readDraftUrl(text: string): string {
  const check = new InputCheck();
  const url = check.text(text, { min: 1, max: maxUrl }, 'draftUrl');
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  check.require(
    protocol === 'http:' || protocol === 'https:',
    'INVALID',
    'draftUrl must be an http or https address.',
    'draftUrl',
  );
  check.done();
  return url;
}

/** Takes a review in. @throws UserProblem unless it says something */
function readComment(text: string): string {
  const check = new InputCheck();
  const comment = check.text(text, { min: 1, max: maxComment }, 'comment');
  check.done();
  return comment;
}

/** Use cases of the work on deliverables. */
export class DeliverableService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly clock: () => Date,
  ) {}

  /** Hands a draft in; what was said of the one before does not hold for it. */
  submit(standing: Standing, input: SubmitDeliverableInput): Promise<DeliverableEntity> {
    const draftUrl = readDraftUrl(input.draftUrl);
    return this.move(standing, input.id, 'SUBMIT', () => ({
      draftUrl,
      reviewComment: null,
      submittedAt: this.clock(),
    }));
  }

  /** Asks for another draft, or will not have it at all. */
  review(
    standing: Standing,
    input: ReviewDeliverableInput,
    action: 'REQUEST_CHANGES' | 'REJECT',
  ): Promise<DeliverableEntity> {
    const reviewComment = readComment(input.comment);
    return this.move(standing, input.id, action, () => ({ reviewComment }));
  }

  /** Approves a draft, or finds the public video as agreed. */
  confirm(standing: Standing, id: string, action: 'APPROVE' | 'VERIFY'): Promise<DeliverableEntity> {
    return this.move(standing, id, action, () => ({}));
  }

  /** Links the public video: from now on its numbers count for the campaign. */
  async publish(standing: Standing, input: PublishDeliverableInput): Promise<DeliverableEntity> {
    requireActor(standing, 'CREATOR');
    const { collaboration } = await this.find(standing, input.id);
    const videoId = input.videoId.toLowerCase();
    // Asked before anything is locked: the creator service may be slow.
    const own = isId(videoId) && (await this.directory.videosOf(collaboration.creatorId, [videoId])).has(videoId);
    if (!own) throw userProblem('NOT_FOUND', 'The creator has no such video.', 'videoId');
    try {
      return await this.move(standing, input.id, 'PUBLISH', () => ({ videoId, publishedAt: this.clock() }));
    } catch (error) {
      if (isUniqueViolation(error, 'deliverables_one_per_video'))
        throw userProblem('TAKEN', 'This video is linked to another deliverable of the campaign.', 'videoId');
      throw error;
    }
  }

  /** Makes a move; the work as a whole may move the collaboration too. */
  private async move(
    standing: Standing,
    id: string,
    action: DeliverableAction,
    change: () => Partial<DeliverableEntity>,
  ): Promise<DeliverableEntity> {
    requireActor(standing, ...deliverableTransitions[action].by);
    return inTransaction(this.dataSource, async (manager) => {
      const { deliverable: known } = await this.find(standing, id, manager);
      const collaboration = await lockCollaboration(manager, known.collaborationId, collaborationReach(standing));
      const deliverables = collaboration ? await findDeliverablesOf(manager, [collaboration.id]) : [];
      const deliverable = deliverables.find((one) => one.id === known.id);
      if (!collaboration || !deliverable) throw userProblem('NOT_FOUND', 'There is no such deliverable.', 'id');
      const actor = actorOn(standing, collaboration);
      const status = stateAfter({
        table: deliverableTransitions,
        action,
        state: deliverable.status,
        actor,
        what: 'deliverable',
      });
      if (!workingStatuses.includes(collaboration.status))
        throw userProblem('WRONG_STATE', `The collaboration is ${collaboration.status}: work on it is over.`);
      const changes = { ...change(), status };
      await manager.update(DeliverableEntity, { id: deliverable.id }, changes);
      Object.assign(deliverable, changes);
      const events = await this.followUp(manager, collaboration, deliverables);
      const { videoId, publishedAt } = deliverable;
      if (action === 'PUBLISH' && videoId && publishedAt)
        events.push(videoLinked(collaboration, { id: deliverable.id, videoId, publishedAt }));
      await appendEvents(manager, events);
      return deliverable;
    });
  }

  /** Moves the collaboration where its deliverables have brought it. */
  private async followUp(
    manager: EntityManager,
    collaboration: CollaborationEntity,
    deliverables: readonly DeliverableEntity[],
  ): Promise<OutboxEvent[]> {
    const status = collaborationAfterWork(
      collaboration.status,
      deliverables.map((deliverable) => deliverable.status),
    );
    if (status === collaboration.status) return [];
    await manager.update(CollaborationEntity, { id: collaboration.id }, { status });
    collaboration.status = status;
    return [collaborationChanged(collaboration)];
  }

  /** A deliverable that the viewer reaches, and its collaboration. @throws UserProblem NOT_FOUND */
  private async find(
    standing: Standing,
    id: string,
    manager = this.dataSource.manager,
  ): Promise<{ deliverable: DeliverableEntity; collaboration: CollaborationEntity }> {
    const reach = collaborationReach(standing);
    const [deliverable] = isId(id) ? await findDeliverables(manager, [id], reach) : [];
    const [collaboration] = deliverable ? await findCollaborations(manager, [deliverable.collaborationId], reach) : [];
    if (!deliverable || !collaboration) throw userProblem('NOT_FOUND', 'There is no such deliverable.', 'id');
    return { deliverable, collaboration };
  }
}
