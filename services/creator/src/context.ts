import type { DataSource } from 'typeorm';
import type { SubgraphRequest } from '#platform/graphql/subgraph-server.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { createCreatorLoaders, type CreatorLoaders } from './creators/creator.loaders.js';
import { CreatorService } from './creators/creator.service.js';
import { DiscoveryService } from './discovery/discovery.service.js';
import { CreatorImportService } from './imports/creator-import.service.js';
import { VideoImportService } from './imports/video-import.service.js';
import { createVideoLoaders, type VideoLoaders } from './videos/video.loaders.js';

/** Use cases of the creator service; made once. */
export interface CreatorServices {
  creators: CreatorService;
  discovery: DiscoveryService;
  creatorImports: CreatorImportService;
  videoImports: VideoImportService;
}

/** What resolvers of the creator service work with; made for one request. */
export interface CreatorContext extends CreatorServices {
  viewer: Viewer;
  requestId: string;
  loaders: CreatorLoaders & VideoLoaders;
  /** Has what was read before be read anew: after every mutation of a request. */
  forgetLoaded(): void;
}

/** Makes the use cases. */
export function createCreatorServices(dataSource: DataSource): CreatorServices {
  return {
    creators: new CreatorService(dataSource),
    discovery: new DiscoveryService(dataSource),
    creatorImports: new CreatorImportService(dataSource),
    videoImports: new VideoImportService(dataSource),
  };
}

/** Makes the context of one request. */
export function createCreatorContext(
  request: SubgraphRequest,
  dataSource: DataSource,
  services: CreatorServices,
): CreatorContext {
  const createLoaders = () => ({ ...createCreatorLoaders(dataSource), ...createVideoLoaders(dataSource) });
  const context: CreatorContext = {
    ...request,
    ...services,
    loaders: createLoaders(),
    forgetLoaded: () => {
      context.loaders = createLoaders();
    },
  };
  return context;
}
