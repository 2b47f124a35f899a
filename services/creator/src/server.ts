import { startService, type RunningService } from '#platform/process/service.js';
import { subgraphSdl } from '#schema/subgraph-sdl.js';
import { createCreatorContext, createCreatorServices, type CreatorContext } from './context.js';
import { creatorDatabase } from './database.js';
import type { CreatorSettings } from './environment.js';
import { applyMeasurements } from './measurements/creator-measured.consumer.js';
import { resolvers } from './resolvers.js';

/**
 * Starts the creator service.
 * @param options quiet for tests: no process-wide measurements
 */
export function startCreatorService(
  settings: CreatorSettings,
  options: { quiet?: boolean } = {},
): Promise<RunningService> {
  return startService<CreatorContext>(settings, {
    name: 'creator',
    ...creatorDatabase,
    sdl: subgraphSdl('creator'),
    quiet: options.quiet,
    build: ({ dataSource }) => {
      const services = createCreatorServices(dataSource);
      return {
        resolvers,
        context: (request) => createCreatorContext(request, dataSource, services),
        feeds: [{ feed: 'analytics', url: settings.ANALYTICS_URL, apply: applyMeasurements }],
      };
    },
  });
}
