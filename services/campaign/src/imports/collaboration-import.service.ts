import type { DataSource, EntityManager } from 'typeorm';
import { isId, newId } from '#platform/database/identifiers.js';
import { inTransaction, isUniqueViolation } from '#platform/database/transaction.js';
import { codedError } from '#platform/errors/graphql-errors.js';
import { InputCheck, userProblem } from '#platform/errors/user-errors.js';
import { appendEvents } from '#platform/events/outbox.js';
import type { ImportCollaborationInput } from '#schema/__generated__/campaign.js';
import type { CampaignEntity } from '../campaigns/campaign.entity.js';
import { lockCampaign } from '../campaigns/campaign.repository.js';
import { CollaborationEntity } from '../collaborations/collaboration.entity.js';
import { collaborationChanged, videoLinked } from '../collaborations/collaboration.events.js';
import { lockRunning } from '../collaborations/collaboration.repository.js';
import { checkDate } from '../dates/date.check.js';
import { DeliverableEntity } from '../deliverables/deliverable.entity.js';
import { findDeliverablesOf, findLinked } from '../deliverables/deliverable.repository.js';
import type { DirectoryService } from '../directory/directory.service.js';
import { withdrawOpen } from '../invitations/invitation.repository.js';
import { requireActor, type Standing } from '../viewers/viewer.policy.js';

const maxVideos = 1_000;
/** Nobody agreed on a title here; the video speaks for itself. */
const importedTitle = 'Published video';

/** An import, checked. */
interface CollaborationImport {
  campaignId: string;
  creatorId: string;
  videoIds: string[];
  linkedAt: Date;
}

/** Records collaborations that were agreed elsewhere. */
export class CollaborationImportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly clock: () => Date,
  ) {}

  /** Records a live collaboration with its public videos; sent again, it adds those that were missing. */
  async import(standing: Standing, input: ImportCollaborationInput): Promise<CollaborationEntity> {
    requireActor(standing, 'OPERATOR');
    const wanted = this.read(input);
    const own = await this.directory.videosOf(wanted.creatorId, wanted.videoIds);
    const check = new InputCheck();
    input.videoIds.forEach((id, index) =>
      check.require(
        own.has(id.toLowerCase()),
        'NOT_FOUND',
        'The creator has no such video.',
        'videoIds',
        String(index),
      ),
    );
    check.done();
    try {
      return await inTransaction(this.dataSource, (manager) => this.record(manager, wanted));
    } catch (error) {
      // The creator has just published one of them by hand.
      if (isUniqueViolation(error, 'deliverables_one_per_video'))
        throw codedError('CONFLICT', 'One of the videos was linked at this moment; try again.');
      throw error;
    }
  }

  private read(input: ImportCollaborationInput): CollaborationImport {
    const check = new InputCheck();
    const now = this.clock();
    const linkedAt = input.linkedAt ?? now;
    check.require(isId(input.campaignId), 'NOT_FOUND', 'There is no such campaign.', 'campaignId');
    check.require(isId(input.creatorId), 'NOT_FOUND', 'There is no such creator.', 'creatorId');
    const { length } = input.videoIds;
    check.require(length >= 1 && length <= maxVideos, 'INVALID', `There must be 1 to ${maxVideos} videos.`, 'videoIds');
    input.videoIds
      .slice(0, maxVideos)
      .forEach((id, index) =>
        check.require(isId(id), 'NOT_FOUND', 'The creator has no such video.', 'videoIds', String(index)),
      );
    checkDate(check, linkedAt, 'linkedAt');
    check.require(linkedAt <= now, 'INVALID', 'linkedAt must not be in the future.', 'linkedAt');
    check.done();
    return {
      campaignId: input.campaignId.toLowerCase(),
      creatorId: input.creatorId.toLowerCase(),
      videoIds: [...new Set(input.videoIds.map((id) => id.toLowerCase()))],
      linkedAt,
    };
  }

  private async record(
    manager: EntityManager,
    { campaignId, creatorId, videoIds, linkedAt }: CollaborationImport,
  ): Promise<CollaborationEntity> {
    const campaign = await lockCampaign(manager, campaignId, { kind: 'ALL' });
    if (!campaign) throw userProblem('NOT_FOUND', 'There is no such campaign.', 'campaignId');
    if (campaign.status !== 'ACTIVE' && campaign.status !== 'PAUSED')
      throw userProblem(
        'WRONG_STATE',
        `The campaign is ${campaign.status}; it must be ACTIVE or PAUSED.`,
        'campaignId',
      );
    const running = await lockRunning(manager, campaignId, creatorId);
    const linked = await findLinked(manager, campaignId, videoIds);
    const present = new Set(linked.map((deliverable) => deliverable.videoId));
    const missing = videoIds.filter((id) => !present.has(id));
    if (!missing.length) {
      // Nothing to add, though the collaboration may have ended since.
      return running ?? manager.findOneByOrFail(CollaborationEntity, { id: linked[0]?.collaborationId });
    }
    if (running && running.status !== 'LIVE')
      throw userProblem(
        'WRONG_STATE',
        `The creator's collaboration in this campaign is ${running.status}; videos can be added once it is LIVE.`,
      );
    const collaboration = running ?? (await this.begin(manager, campaign, creatorId));
    const added = await this.link(manager, collaboration, missing, linkedAt);
    await appendEvents(manager, [
      ...(running ? [] : [collaborationChanged(collaboration)]),
      ...added.map((deliverable) => videoLinked(collaboration, deliverable)),
    ]);
    return collaboration;
  }

  /** Begins a live collaboration; an open invitation has nothing left to offer. */
  private async begin(
    manager: EntityManager,
    campaign: CampaignEntity,
    creatorId: string,
  ): Promise<CollaborationEntity> {
    const now = this.clock();
    await withdrawOpen(manager, campaign.id, now, creatorId);
    const collaboration: CollaborationEntity = {
      id: newId(),
      campaignId: campaign.id,
      brandId: campaign.brandId,
      creatorId,
      invitationId: null,
      status: 'LIVE',
      awaitingSide: null,
      agreedVersion: null,
      createdAt: now,
      // When it was agreed on is not known here.
      agreedAt: null,
      endedAt: null,
    };
    await manager.insert(CollaborationEntity, collaboration);
    return collaboration;
  }

  /** Adds a published deliverable per video. */
  private async link(
    manager: EntityManager,
    collaboration: CollaborationEntity,
    videoIds: readonly string[],
    publishedAt: Date,
  ) {
    const first = (await findDeliverablesOf(manager, [collaboration.id])).length;
    const deliverables = videoIds.map((videoId, index) => ({
      id: newId(),
      collaborationId: collaboration.id,
      campaignId: collaboration.campaignId,
      position: first + index,
      content: 'SHORT_VIDEO' as const,
      title: importedTitle,
      dueAt: null,
      status: 'PUBLISHED' as const,
      draftUrl: null,
      reviewComment: null,
      submittedAt: null,
      videoId,
      publishedAt,
    }));
    await manager.insert(DeliverableEntity, deliverables);
    return deliverables;
  }
}
