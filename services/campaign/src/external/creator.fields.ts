import { isId } from '#platform/database/identifiers.js';
import type { Resolvers } from '#schema/__generated__/campaign.js';
import { collaborationList } from '../collaborations/collaboration.resolvers.js';
import { countedPage } from '../paging/counted-page.js';

/** What this service adds to creators. */
export const creatorFields = {
  Creator: {
    // Whether there is such a creator is for its owner to say.
    __resolveReference: ({ id }) => ({ __typename: 'Creator', id }),
    collaborations: ({ id }, page, { loaders }) =>
      countedPage(
        collaborationList,
        page,
        async (wanted) => (isId(id) ? loaders.collaborationsOf.creator.for(wanted).load(id.toLowerCase()) : []),
        async () => (isId(id) ? loaders.collaborationCountOf.creator.load(id.toLowerCase()) : 0),
      ),
  },
} satisfies Resolvers;
