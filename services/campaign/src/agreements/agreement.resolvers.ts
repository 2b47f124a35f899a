import { mutationPayload } from '#platform/errors/user-errors.js';
import type { MutationResolvers, Resolvers } from '#schema/__generated__/campaign.js';

export const agreementMutations: MutationResolvers = {
  proposeTerms: (_parent, { input }, { agreements, standing }) =>
    mutationPayload({ collaboration: null }, async () => ({
      collaboration: await agreements.propose(standing, input),
    })),
  acceptTerms: (_parent, { input }, { agreements, standing }) =>
    mutationPayload({ collaboration: null }, async () => ({ collaboration: await agreements.accept(standing, input) })),
};

export const agreementTypes = {
  Terms: {
    fee: ({ feeMinor, feeCurrency }) => ({ amountMinor: feeMinor, currency: feeCurrency }),
  },
} satisfies Resolvers;
