import { isId } from '#platform/database/identifiers.js';
import { notFound } from '#platform/errors/graphql-errors.js';
import { mutationPayload } from '#platform/errors/user-errors.js';
import type { MutationResolvers, Resolvers } from '#schema/__generated__/campaign.js';
import { actorOn } from '../viewers/viewer.policy.js';
import { invitationMoves, invitationStatusAt } from './invitation.status.js';

export const invitationMutations: MutationResolvers = {
  inviteCreator: (_parent, { input }, { invitations, standing }) =>
    mutationPayload({ invitation: null }, async () => ({ invitation: await invitations.invite(standing, input) })),
  acceptInvitation: (_parent, { input }, { invitations, standing }) =>
    mutationPayload({ invitation: null, collaboration: null }, () => invitations.accept(standing, input.id)),
  declineInvitation: (_parent, { input }, { invitations, standing }) =>
    mutationPayload({ invitation: null }, async () => ({ invitation: await invitations.decline(standing, input.id) })),
  withdrawInvitation: (_parent, { input }, { invitations, standing }) =>
    mutationPayload({ invitation: null }, async () => ({ invitation: await invitations.withdraw(standing, input.id) })),
};

export const invitationTypes = {
  Invitation: {
    __resolveReference: ({ id }, { loaders }) => (isId(id) ? loaders.invitationById.load(id.toLowerCase()) : null),
    campaign: async ({ campaignId }, _arguments, { loaders }) => {
      const campaign = await loaders.campaignById.load(campaignId);
      if (!campaign) throw notFound('Campaign');
      return campaign;
    },
    creator: ({ creatorId }) => ({ id: creatorId }),
    status: (invitation, _arguments, { now }) => invitationStatusAt(invitation, now()),
    availableActions: (invitation, _arguments, { standing, now }) =>
      invitationMoves(invitation, actorOn(standing, invitation), now()),
  },
  InvitationConnection: {
    totalCount: (page) => page.count(),
  },
} satisfies Resolvers;
