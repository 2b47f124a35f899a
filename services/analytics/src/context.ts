import type { DataSource } from 'typeorm';
import type { SubgraphRequest } from '#platform/graphql/subgraph-server.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { createCampaignLoaders, type CampaignLoaders } from './campaigns/campaign.loaders.js';
import type { CampaignDirectory } from './catalog/campaign.directory.js';
import type { CampaignHub } from './live/campaign-hub.js';
import type { IngestionService } from './snapshots/ingestion.service.js';
import { createSnapshotLoaders, type SnapshotLoaders } from './snapshots/snapshot.loaders.js';
import { createTotalLoaders, type TotalLoaders } from './totals/total.loaders.js';

/** Look-ups of one request, or of one event of a subscription. */
export type AnalyticsLoaders = TotalLoaders & CampaignLoaders & SnapshotLoaders;

/** Services that live as long as the process. */
export interface AnalyticsServices {
  dataSource: DataSource;
  directory: CampaignDirectory;
  ingestion: IngestionService;
  hub: CampaignHub;
}

/** What resolvers of the analytics service work with; made for one request. */
export interface AnalyticsContext {
  viewer: Viewer;
  requestId: string;
  loaders: AnalyticsLoaders;
  /** Puts fresh loaders in place of those that an earlier event of the same subscription has filled. */
  renewLoaders: () => void;
  ingestion: IngestionService;
  hub: CampaignHub;
  directory: CampaignDirectory;
}

/** Makes the context of one request. */
export function createAnalyticsContext(request: SubgraphRequest, services: AnalyticsServices): AnalyticsContext {
  const { dataSource, directory, ingestion, hub } = services;
  const makeLoaders = (): AnalyticsLoaders => ({
    ...createTotalLoaders(dataSource),
    ...createCampaignLoaders(dataSource, directory),
    ...createSnapshotLoaders(dataSource),
  });
  const context: AnalyticsContext = {
    ...request,
    loaders: makeLoaders(),
    renewLoaders: () => {
      context.loaders = makeLoaders();
    },
    ingestion,
    hub,
    directory,
  };
  return context;
}
