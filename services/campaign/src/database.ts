import { TermsEntity } from './agreements/terms.entity.js';
import { CampaignEntity } from './campaigns/campaign.entity.js';
import { CollaborationEntity } from './collaborations/collaboration.entity.js';
import { DeliverableEntity } from './deliverables/deliverable.entity.js';
import { BrandCopyEntity } from './directory/brand-copy.entity.js';
import { CreatorCopyEntity } from './directory/creator-copy.entity.js';
import { InvitationEntity } from './invitations/invitation.entity.js';
import { CreateCampaigns1767225600000 } from './migrations/1767225600000-create-campaigns.js';

/** Tables and migrations of the campaign database. */
export const campaignDatabase = {
  entities: [
    CampaignEntity,
    InvitationEntity,
    CollaborationEntity,
    TermsEntity,
    DeliverableEntity,
    BrandCopyEntity,
    CreatorCopyEntity,
  ],
  migrations: [CreateCampaigns1767225600000],
};
