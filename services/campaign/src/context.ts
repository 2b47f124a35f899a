import type { EntityManager } from 'typeorm';
import type { SubgraphRequest } from '#platform/graphql/subgraph-server.js';
import type { Viewer } from '#platform/identity/viewer.js';
import type { AgreementService } from './agreements/agreement.service.js';
import { createCampaignLoaders, type CampaignLoaders } from './campaigns/campaign.loaders.js';
import type { CampaignService } from './campaigns/campaign.service.js';
import { createCollaborationLoaders, type CollaborationLoaders } from './collaborations/collaboration.loaders.js';
import type { CollaborationService } from './collaborations/collaboration.service.js';
import type { DeliverableService } from './deliverables/deliverable.service.js';
import type { CollaborationImportService } from './imports/collaboration-import.service.js';
import { createInvitationLoaders, type InvitationLoaders } from './invitations/invitation.loaders.js';
import type { InvitationService } from './invitations/invitation.service.js';
import { standingOf, type Standing } from './viewers/viewer.policy.js';

/** Use cases; made once. */
export interface CampaignServices {
  campaigns: CampaignService;
  invitations: InvitationService;
  agreements: AgreementService;
  collaborations: CollaborationService;
  deliverables: DeliverableService;
  imports: CollaborationImportService;
}

/** What resolvers of the campaign service work with; made for one request. */
export interface CampaignContext extends CampaignServices {
  viewer: Viewer;
  /** What the viewer is to this service. */
  standing: Standing;
  requestId: string;
  loaders: CampaignLoaders & InvitationLoaders & CollaborationLoaders;
  /** For reads that no loader batches: lists at the root. */
  manager: EntityManager;
  now: () => Date;
}

/** Makes the context of one request. */
export function createCampaignContext(
  request: SubgraphRequest,
  manager: EntityManager,
  services: CampaignServices,
  now: () => Date,
): CampaignContext {
  const standing = standingOf(request.viewer);
  return {
    ...request,
    ...services,
    standing,
    manager,
    now,
    loaders: {
      ...createCampaignLoaders(manager, standing),
      ...createInvitationLoaders(manager, standing),
      ...createCollaborationLoaders(manager, standing),
    },
  };
}
