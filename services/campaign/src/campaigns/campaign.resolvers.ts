import { isId } from '#platform/database/identifiers.js';
import { mutationPayload } from '#platform/errors/user-errors.js';
import type { MutationResolvers, QueryResolvers, Resolvers } from '#schema/__generated__/campaign.js';
import type { CampaignContext } from '../context.js';
import { countedPage } from '../paging/counted-page.js';
import { actorOn, requireSignedIn } from '../viewers/viewer.policy.js';
import type { CampaignEntity } from './campaign.entity.js';
import { campaignReach, seesBudget } from './campaign.policy.js';
import { countCampaigns, pageOfCampaigns, type CampaignSelection } from './campaign.repository.js';
import type { CampaignStep } from './campaign.service.js';
import { campaignMoves, type CampaignAction } from './campaign.status.js';

/** Name of the list in its cursors; a brand's list is in the same order. */
export const campaignList = 'campaigns';

function readCampaign(id: string, { loaders }: CampaignContext): Promise<CampaignEntity | null> | null {
  return isId(id) ? loaders.campaignById.load(id.toLowerCase()) : null;
}

/** What the viewer may do with a campaign now. Asks only for what its state makes a difference to. */
async function availableActions(
  campaign: CampaignEntity,
  { loaders, standing }: CampaignContext,
): Promise<CampaignAction[]> {
  const actor = actorOn(standing, campaign);
  const inAnyCase = campaignMoves(campaign.status, actor, { brandActive: true, collaborationsRunning: false });
  if (!inAnyCase.length) return [];
  const [brand, running] = await Promise.all([
    loaders.brandCopyById.load(campaign.brandId),
    loaders.campaignWithRunning.load(campaign.id),
  ]);
  // No copy yet: the move itself asks the brand's owner.
  return campaignMoves(campaign.status, actor, {
    brandActive: !brand || brand.status === 'ACTIVE',
    collaborationsRunning: running !== null,
  });
}

export const campaignQueries: QueryResolvers = {
  campaign: (_parent, { id }, context) => {
    requireSignedIn(context.standing);
    return readCampaign(id, context);
  },
  campaigns: (_parent, { filter, ...page }, { standing, manager }) => {
    requireSignedIn(standing);
    const { brandId, statuses } = filter ?? {};
    const selection: CampaignSelection = { ...(brandId != null && { brandId }), ...(statuses && { statuses }) };
    // A malformed id names no brand.
    const possible = brandId == null || isId(brandId);
    const reach = campaignReach(standing);
    return countedPage(
      campaignList,
      page,
      async (wanted) => (possible ? pageOfCampaigns(manager, reach, selection, wanted) : []),
      async () => (possible ? countCampaigns(manager, reach, selection) : 0),
    );
  },
};

/** A mutation that makes a step. */
const step =
  (action: CampaignStep): NonNullable<MutationResolvers['publishCampaign']> =>
  (_parent, { input }, { campaigns, standing }) =>
    mutationPayload({ campaign: null }, async () => ({ campaign: await campaigns.move(standing, input.id, action) }));

export const campaignMutations: MutationResolvers = {
  createCampaign: (_parent, { input }, { campaigns, standing }) =>
    mutationPayload({ campaign: null }, async () => ({ campaign: await campaigns.create(standing, input) })),
  updateCampaign: (_parent, { input }, { campaigns, standing }) =>
    mutationPayload({ campaign: null }, async () => ({ campaign: await campaigns.update(standing, input) })),
  publishCampaign: step('PUBLISH'),
  pauseCampaign: step('PAUSE'),
  resumeCampaign: step('RESUME'),
  closeCampaign: step('CLOSE'),
  discardCampaign: step('DISCARD'),
};

export const campaignTypes = {
  Campaign: {
    __resolveReference: ({ id }, context) => readCampaign(id, context),
    brand: ({ brandId }) => ({ id: brandId }),
    budget: (campaign, _arguments, { standing }) =>
      campaign.budgetMinor !== null && campaign.budgetCurrency !== null && seesBudget(standing, campaign)
        ? { amountMinor: campaign.budgetMinor, currency: campaign.budgetCurrency }
        : null,
    availableActions: (campaign, _arguments, context) => availableActions(campaign, context),
    invitations: ({ id }, page, { loaders }) =>
      countedPage(
        'invitations',
        page,
        (wanted) => loaders.invitationsOfCampaign.for(wanted).load(id),
        () => loaders.invitationCountOfCampaign.load(id),
      ),
    collaborations: ({ id }, page, { loaders }) =>
      countedPage(
        'collaborations',
        page,
        (wanted) => loaders.collaborationsOf.campaign.for(wanted).load(id),
        () => loaders.collaborationCountOf.campaign.load(id),
      ),
  },
  CampaignConnection: {
    totalCount: (page) => page.count(),
  },
} satisfies Resolvers;
