import { SubgraphClient } from '#platform/graphql/subgraph-client.js';
import { startService, type RunningService } from '#platform/process/service.js';
import { subgraphSdl } from '#schema/subgraph-sdl.js';
import { AgreementService } from './agreements/agreement.service.js';
import { CampaignService } from './campaigns/campaign.service.js';
import { CollaborationService } from './collaborations/collaboration.service.js';
import { createCampaignContext, type CampaignContext, type CampaignServices } from './context.js';
import { campaignDatabase } from './database.js';
import { DeliverableService } from './deliverables/deliverable.service.js';
import { applyBrandEvents, applyCreatorEvents } from './directory/directory.feeds.js';
import { DirectoryService } from './directory/directory.service.js';
import type { CampaignSettings } from './environment.js';
import { CollaborationImportService } from './imports/collaboration-import.service.js';
import { InvitationService } from './invitations/invitation.service.js';
import { resolvers } from './resolvers.js';

const name = 'campaign';

/**
 * Starts the campaign service.
 * @param options for tests. quiet: no process-wide measurements; clock: what time it is
 */
export function startCampaignService(
  settings: CampaignSettings,
  options: { quiet?: boolean; clock?: () => Date } = {},
): Promise<RunningService> {
  const clock = options.clock ?? (() => new Date());
  return startService<CampaignContext>(settings, {
    name,
    ...campaignDatabase,
    sdl: subgraphSdl(name),
    quiet: options.quiet,
    build: ({ dataSource }) => {
      const directory = new DirectoryService(
        dataSource,
        new SubgraphClient(name, 'brand', settings.BRAND_URL, settings.ASSERTION_SECRET),
        new SubgraphClient(name, 'creator', settings.CREATOR_URL, settings.ASSERTION_SECRET),
      );
      const services: CampaignServices = {
        campaigns: new CampaignService(dataSource, directory, clock),
        invitations: new InvitationService(dataSource, directory, clock),
        agreements: new AgreementService(dataSource, clock),
        collaborations: new CollaborationService(dataSource, clock),
        deliverables: new DeliverableService(dataSource, directory, clock),
        imports: new CollaborationImportService(dataSource, directory, clock),
      };
      return {
        resolvers,
        context: (request) => createCampaignContext(request, dataSource.manager, services, clock),
        feeds: [
          { feed: 'brand', url: settings.BRAND_URL, apply: applyBrandEvents },
          { feed: 'creator', url: settings.CREATOR_URL, apply: applyCreatorEvents },
        ],
      };
    },
  });
}
