import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { keyedLoader, LoaderFamily } from '#platform/loaders/keyed-loader.js';
import type { Page } from '#platform/paging/connection.js';
import type { Standing } from '../viewers/viewer.policy.js';
import type { InvitationEntity } from './invitation.entity.js';
import { invitationReach } from './invitation.policy.js';
import { countOfCampaigns, findInvitations, pagesOfCampaigns } from './invitation.repository.js';

/** Look-ups of invitations for one request; all of them within the viewer's reach. */
export interface InvitationLoaders {
  invitationById: DataLoader<string, InvitationEntity | null>;
  invitationsOfCampaign: LoaderFamily<Page, string, InvitationEntity[]>;
  invitationCountOfCampaign: DataLoader<string, number>;
}

/** Makes the loaders of one request. */
export function createInvitationLoaders(manager: EntityManager, standing: Standing): InvitationLoaders {
  const reach = invitationReach(standing);
  return {
    invitationById: keyedLoader(
      (ids) => findInvitations(manager, ids, reach),
      (invitation) => invitation.id,
    ),
    invitationsOfCampaign: new LoaderFamily((campaignIds, page) => pagesOfCampaigns(manager, campaignIds, reach, page)),
    invitationCountOfCampaign: new DataLoader((campaignIds) => countOfCampaigns(manager, campaignIds, reach)),
  };
}
