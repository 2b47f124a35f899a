import { startService, type RunningService } from '#platform/process/service.js';
import { subgraphSdl } from '#schema/subgraph-sdl.js';
import { BrandService } from './brands/brand.service.js';
import { createBrandContext, type BrandContext } from './context.js';
import { brandDatabase } from './database.js';
import type { BrandSettings } from './environment.js';
import { MailDispatcher } from './mail/mail-dispatcher.js';
import { createMailSender } from './mail/mail-sender.js';
import { resolvers } from './resolvers.js';

/**
 * Starts the brand service.
 * @param options quiet for tests: no process-wide measurements
 */
export function startBrandService(settings: BrandSettings, options: { quiet?: boolean } = {}): Promise<RunningService> {
  return startService<BrandContext>(settings, {
    name: 'brand',
    ...brandDatabase,
    sdl: subgraphSdl('brand'),
    quiet: options.quiet,
    build: ({ dataSource, logger }) => {
      const dispatcher = new MailDispatcher(dataSource, createMailSender(settings), settings.PUBLIC_URL, logger);
      const brands = new BrandService(dataSource, () => dispatcher.wake());
      return {
        resolvers,
        context: (request) => createBrandContext(request, dataSource, brands),
        running: [dispatcher],
      };
    },
  });
}
