import { isId } from '#platform/database/identifiers.js';
import { unauthenticated } from '#platform/errors/graphql-errors.js';
import { mutationPayload, type UserError } from '#platform/errors/user-errors.js';
import type { MutationResolvers, QueryResolvers, Resolvers } from '#schema/__generated__/creator.js';
import type { CreatorContext } from '../context.js';
import { averageViewsOf, engagementRateOf } from '../discovery/creator-order.js';
import type { CreatorEntity } from './creator.entity.js';
import { mayReadCreators, partiesOf } from './creator.policy.js';
import { availableActions } from './creator.status.js';

/** A creator the viewer may read, suspended ones too: past collaborations name them. Null if there is none. */
async function readCreator(id: string, { viewer, loaders }: CreatorContext): Promise<CreatorEntity | null> {
  if (!mayReadCreators(viewer)) throw unauthenticated();
  return isId(id) ? loaders.creatorById.load(id.toLowerCase()) : null;
}

async function creatorPayload(
  context: CreatorContext,
  run: () => Promise<CreatorEntity>,
): Promise<{ creator: CreatorEntity | null; userErrors: UserError[] }> {
  const payload = await mutationPayload({ creator: null }, async () => ({ creator: await run() }));
  context.forgetLoaded();
  return payload;
}

export const creatorQueries: QueryResolvers = {
  creator: (_parent, { id }, context) => readCreator(id, context),
};

export const creatorMutations: MutationResolvers = {
  registerCreator: (_parent, { input }, context) =>
    creatorPayload(context, () => context.creators.register(context.viewer, input)),
  pauseCreator: (_parent, { input }, context) =>
    creatorPayload(context, () => context.creators.pause(context.viewer, input.id, input.until ?? null)),
  resumeCreator: (_parent, { input }, context) =>
    creatorPayload(context, () => context.creators.resume(context.viewer, input.id)),
  suspendCreator: (_parent, { input }, context) =>
    creatorPayload(context, () => context.creators.suspend(context.viewer, input.id)),
  reinstateCreator: (_parent, { input }, context) =>
    creatorPayload(context, () => context.creators.reinstate(context.viewer, input.id)),
};

export const creatorTypes = {
  Creator: {
    __resolveReference: ({ id }, context) => readCreator(id, context),
    availableActions: (creator, _arguments, { viewer }) =>
      availableActions(creator.status, partiesOf(viewer, creator.id)),
    accounts: (creator, _arguments, { loaders }) => loaders.accountsOf.load(creator.id),
    statistics: (creator) => ({
      followers: creator.followers,
      averageViews: averageViewsOf(creator),
      engagementRate: engagementRateOf(creator),
      videoCount: creator.videoCount,
      asOf: creator.measuredAt ?? creator.reportedAt,
    }),
    audience: (creator, _arguments, { loaders }) => loaders.audienceOf.load(creator.id),
    rateCard: (creator, _arguments, { loaders }) => loaders.ratesOf.load(creator.id),
  },
  Rate: {
    price: ({ amountMinor, currency }) => ({ amountMinor, currency }),
  },
} satisfies Resolvers;
