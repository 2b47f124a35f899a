import { isId } from '#platform/database/identifiers.js';
import { notFound } from '#platform/errors/graphql-errors.js';
import { mutationPayload } from '#platform/errors/user-errors.js';
import type { MutationResolvers, Resolvers } from '#schema/__generated__/campaign.js';
import type { CollaborationEntity } from '../collaborations/collaboration.entity.js';
import type { CampaignContext } from '../context.js';
import { actorOn, seesInside } from '../viewers/viewer.policy.js';
import type { DeliverableEntity } from './deliverable.entity.js';
import { deliverableMoves } from './deliverable.status.js';

/** The collaboration of a deliverable; whoever reaches the one reaches the other. */
async function collaborationOf(
  { collaborationId }: DeliverableEntity,
  { loaders }: CampaignContext,
): Promise<CollaborationEntity> {
  const collaboration = await loaders.collaborationById.load(collaborationId);
  if (!collaboration) throw notFound('Collaboration');
  return collaboration;
}

/** A part that those who see inside the collaboration see. */
async function inside<Part>(
  deliverable: DeliverableEntity,
  part: Part | null,
  context: CampaignContext,
): Promise<Part | null> {
  return part !== null && seesInside(context.standing, await collaborationOf(deliverable, context)) ? part : null;
}

export const deliverableMutations: MutationResolvers = {
  submitDeliverable: (_parent, { input }, { deliverables, standing }) =>
    mutationPayload({ deliverable: null }, async () => ({ deliverable: await deliverables.submit(standing, input) })),
  requestDeliverableChanges: (_parent, { input }, { deliverables, standing }) =>
    mutationPayload({ deliverable: null }, async () => ({
      deliverable: await deliverables.review(standing, input, 'REQUEST_CHANGES'),
    })),
  approveDeliverable: (_parent, { input }, { deliverables, standing }) =>
    mutationPayload({ deliverable: null }, async () => ({
      deliverable: await deliverables.confirm(standing, input.id, 'APPROVE'),
    })),
  rejectDeliverable: (_parent, { input }, { deliverables, standing }) =>
    mutationPayload({ deliverable: null }, async () => ({
      deliverable: await deliverables.review(standing, input, 'REJECT'),
    })),
  publishDeliverable: (_parent, { input }, { deliverables, standing }) =>
    mutationPayload({ deliverable: null }, async () => ({ deliverable: await deliverables.publish(standing, input) })),
  verifyDeliverable: (_parent, { input }, { deliverables, standing }) =>
    mutationPayload({ deliverable: null }, async () => ({
      deliverable: await deliverables.confirm(standing, input.id, 'VERIFY'),
    })),
};

export const deliverableTypes = {
  Deliverable: {
    __resolveReference: ({ id }, { loaders }) => (isId(id) ? loaders.deliverableById.load(id.toLowerCase()) : null),
    collaboration: (deliverable, _arguments, context) => collaborationOf(deliverable, context),
    availableActions: async (deliverable, _arguments, context) => {
      const collaboration = await collaborationOf(deliverable, context);
      return deliverableMoves(deliverable.status, collaboration.status, actorOn(context.standing, collaboration));
    },
    draftUrl: (deliverable, _arguments, context) => inside(deliverable, deliverable.draftUrl, context),
    reviewComment: (deliverable, _arguments, context) => inside(deliverable, deliverable.reviewComment, context),
    video: ({ videoId }) => (videoId === null ? null : { id: videoId }),
  },
} satisfies Resolvers;
