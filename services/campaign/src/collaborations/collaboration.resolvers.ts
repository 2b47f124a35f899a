import { isId } from '#platform/database/identifiers.js';
import { notFound } from '#platform/errors/graphql-errors.js';
import { mutationPayload } from '#platform/errors/user-errors.js';
import type { MutationResolvers, QueryResolvers, Resolvers } from '#schema/__generated__/campaign.js';
import type { CampaignContext } from '../context.js';
import type { TermsEntity } from '../agreements/terms.entity.js';
import { countedPage } from '../paging/counted-page.js';
import { actorOn, requireSignedIn, seesInside } from '../viewers/viewer.policy.js';
import type { CollaborationEntity } from './collaboration.entity.js';
import { collaborationReach } from './collaboration.policy.js';
import { countCollaborations, pageOfCollaborations, type CollaborationSelection } from './collaboration.repository.js';
import { collaborationMoves } from './collaboration.status.js';

/** Name of the list in its cursors; lists of a campaign and of a creator are in the same order. */
export const collaborationList = 'collaborations';

function readCollaboration(id: string, { loaders }: CampaignContext): Promise<CollaborationEntity | null> | null {
  return isId(id) ? loaders.collaborationById.load(id.toLowerCase()) : null;
}

/** Terms, for those who see inside the collaboration. */
async function readTerms(
  collaboration: CollaborationEntity,
  { loaders, standing }: CampaignContext,
): Promise<TermsEntity[]> {
  return seesInside(standing, collaboration) ? loaders.termsOf.load(collaboration.id) : [];
}

export const collaborationQueries: QueryResolvers = {
  collaboration: (_parent, { id }, context) => {
    requireSignedIn(context.standing);
    return readCollaboration(id, context);
  },
  collaborations: (_parent, { filter, ...page }, { standing, manager }) => {
    requireSignedIn(standing);
    const { campaignId, creatorId, statuses } = filter ?? {};
    const selection: CollaborationSelection = {
      ...(campaignId != null && { campaignId }),
      ...(creatorId != null && { creatorId }),
      ...(statuses && { statuses }),
    };
    // A malformed id names nothing.
    const possible = [campaignId, creatorId].every((id) => id == null || isId(id));
    const reach = collaborationReach(standing);
    return countedPage(
      collaborationList,
      page,
      async (wanted) => (possible ? pageOfCollaborations(manager, reach, selection, wanted) : []),
      async () => (possible ? countCollaborations(manager, reach, selection) : 0),
    );
  },
};

export const collaborationMutations: MutationResolvers = {
  cancelCollaboration: (_parent, { input }, { collaborations, standing }) =>
    mutationPayload({ collaboration: null }, async () => ({
      collaboration: await collaborations.end(standing, input.id, 'CANCEL'),
    })),
  completeCollaboration: (_parent, { input }, { collaborations, standing }) =>
    mutationPayload({ collaboration: null }, async () => ({
      collaboration: await collaborations.end(standing, input.id, 'COMPLETE'),
    })),
};

export const collaborationTypes = {
  Collaboration: {
    __resolveReference: ({ id }, context) => readCollaboration(id, context),
    campaign: async ({ campaignId }, _arguments, { loaders }) => {
      const campaign = await loaders.campaignById.load(campaignId);
      if (!campaign) throw notFound('Campaign');
      return campaign;
    },
    creator: ({ creatorId }) => ({ id: creatorId }),
    availableActions: (collaboration, _arguments, { standing }) =>
      collaborationMoves(collaboration.status, collaboration.awaitingSide, actorOn(standing, collaboration)),
    terms: (collaboration, _arguments, context) => readTerms(collaboration, context),
    agreement: async (collaboration, _arguments, context) =>
      collaboration.agreedVersion === null
        ? null
        : ((await readTerms(collaboration, context)).find(({ version }) => version === collaboration.agreedVersion) ??
          null),
    deliverables: ({ id }, _arguments, { loaders }) => loaders.deliverablesOf.load(id),
  },
  CollaborationConnection: {
    totalCount: (page) => page.count(),
  },
} satisfies Resolvers;
