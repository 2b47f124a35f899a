import { isId } from '#platform/database/identifiers.js';
import type { Resolvers } from '#schema/__generated__/campaign.js';
import { campaignList } from '../campaigns/campaign.resolvers.js';
import { countedPage } from '../paging/counted-page.js';

/** What this service adds to brands. */
export const brandFields = {
  Brand: {
    // Whether there is such a brand is for its owner to say.
    __resolveReference: ({ id }) => ({ __typename: 'Brand', id }),
    campaigns: ({ id }, page, { loaders }) =>
      countedPage(
        campaignList,
        page,
        async (wanted) => (isId(id) ? loaders.campaignsOfBrand.for(wanted).load(id.toLowerCase()) : []),
        async () => (isId(id) ? loaders.campaignCountOfBrand.load(id.toLowerCase()) : 0),
      ),
  },
} satisfies Resolvers;
