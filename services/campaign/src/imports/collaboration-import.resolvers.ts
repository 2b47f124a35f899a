import { mutationPayload } from '#platform/errors/user-errors.js';
import type { MutationResolvers } from '#schema/__generated__/campaign.js';

export const importMutations: MutationResolvers = {
  importCollaboration: (_parent, { input }, { imports, standing }) =>
    mutationPayload({ collaboration: null }, async () => ({ collaboration: await imports.import(standing, input) })),
};
