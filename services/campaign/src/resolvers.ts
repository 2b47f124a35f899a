import { sharedScalars } from '#platform/graphql/scalars.js';
import type { Resolvers } from '#schema/__generated__/campaign.js';
import { agreementMutations, agreementTypes } from './agreements/agreement.resolvers.js';
import { campaignMutations, campaignQueries, campaignTypes } from './campaigns/campaign.resolvers.js';
import {
  collaborationMutations,
  collaborationQueries,
  collaborationTypes,
} from './collaborations/collaboration.resolvers.js';
import { deliverableMutations, deliverableTypes } from './deliverables/deliverable.resolvers.js';
import { brandFields } from './external/brand.fields.js';
import { creatorFields } from './external/creator.fields.js';
import { importMutations } from './imports/collaboration-import.resolvers.js';
import { invitationMutations, invitationTypes } from './invitations/invitation.resolvers.js';

/** Resolver map of the campaign subgraph. */
export const resolvers: Resolvers = {
  ...sharedScalars,
  Query: { ...campaignQueries, ...collaborationQueries },
  Mutation: {
    ...campaignMutations,
    ...invitationMutations,
    ...agreementMutations,
    ...collaborationMutations,
    ...deliverableMutations,
    ...importMutations,
  },
  ...campaignTypes,
  ...invitationTypes,
  ...agreementTypes,
  ...collaborationTypes,
  ...deliverableTypes,
  ...brandFields,
  ...creatorFields,
};
