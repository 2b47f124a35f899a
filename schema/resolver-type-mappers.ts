import type { SubgraphName } from './subgraph-sdl.js';

/**
 * What a resolver's parent is, by GraphQL type: a row (an entity class) or a reference, named by the module that
 * declares it, seen from schema/__generated__. Types that are not listed are passed on in the shape of the schema.
 */
export const resolverTypeMappers: Record<SubgraphName, Record<string, string>> = {
  creator: {
    Creator: '../../services/creator/src/creators/creator.entity.js#CreatorEntity',
    PlatformAccount: '../../services/creator/src/creators/platform-account.entity.js#PlatformAccountEntity',
    Audience: '../../services/creator/src/creators/audience.entity.js#AudienceEntity',
    Rate: '../../services/creator/src/creators/rate.entity.js#RateEntity',
    Video: '../../services/creator/src/videos/video.entity.js#VideoEntity',
    CreatorConnection: '../../services/creator/src/discovery/discovery.service.js#CreatorPage',
  },
  brand: {
    Brand: '../../services/brand/src/brands/brand.entity.js#BrandEntity',
    BrandConnection: '../../services/brand/src/brands/brand.service.js#BrandPage',
    Viewer: '../../platform/src/identity/viewer.js#Viewer as VerifiedViewer',
  },
  campaign: {
    Campaign: '../../services/campaign/src/campaigns/campaign.entity.js#CampaignEntity',
    Invitation: '../../services/campaign/src/invitations/invitation.entity.js#InvitationEntity',
    Collaboration: '../../services/campaign/src/collaborations/collaboration.entity.js#CollaborationEntity',
    Terms: '../../services/campaign/src/agreements/terms.entity.js#TermsEntity',
    TermsDeliverable: '../../services/campaign/src/agreements/terms.entity.js#TermsDeliverable as AgreedWork',
    Deliverable: '../../services/campaign/src/deliverables/deliverable.entity.js#DeliverableEntity',
    CampaignConnection: '../../services/campaign/src/paging/counted-connection.js#CampaignPage',
    InvitationConnection: '../../services/campaign/src/paging/counted-connection.js#InvitationPage',
    CollaborationConnection: '../../services/campaign/src/paging/counted-connection.js#CollaborationPage',
  },
  analytics: {},
};
