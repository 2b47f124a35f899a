import { SubgraphClient } from '#platform/graphql/subgraph-client.js';
import { RepeatedTask } from '#platform/process/repeated-task.js';
import { startService, type RunningService } from '#platform/process/service.js';
import { subgraphSdl } from '#schema/subgraph-sdl.js';
import { trimLogs } from './campaigns/log-keeping.js';
import { CampaignDirectory } from './catalog/campaign.directory.js';
import { applyBrandEvents, applyCampaignEvents, applyCreatorEvents } from './catalog/catalog.feeds.js';
import { createAnalyticsContext, type AnalyticsContext } from './context.js';
import { measureDirtyCreators } from './creators/measuring.js';
import { analyticsDatabase } from './database.js';
import type { AnalyticsSettings } from './environment.js';
import { CampaignHub } from './live/campaign-hub.js';
import { resolvers } from './resolvers.js';
import { IngestionGate } from './snapshots/ingestion.gate.js';
import { IngestionService } from './snapshots/ingestion.service.js';

/** Pause between two trimmings of the logs, in ms. */
const trimPause = 60_000;

/**
 * Starts the analytics service.
 * @param options quiet for tests: no process-wide measurements
 */
export function startAnalyticsService(
  settings: AnalyticsSettings,
  options: { quiet?: boolean } = {},
): Promise<RunningService> {
  return startService<AnalyticsContext>(settings, {
    name: 'analytics',
    ...analyticsDatabase,
    sdl: subgraphSdl('analytics'),
    quiet: options.quiet,
    build: ({ dataSource, logger, metrics, catchUp }) => {
      const campaignService = new SubgraphClient(
        'analytics',
        'campaign',
        settings.CAMPAIGN_URL,
        settings.ASSERTION_SECRET,
      );
      const hub = new CampaignHub(dataSource, settings.DATABASE_URL, logger, metrics);
      const ingestion = new IngestionService({
        dataSource,
        gate: new IngestionGate(settings.INGEST_CONCURRENCY, settings.INGEST_QUEUE),
        catchUpWithVideos: () => catchUp('creator'),
        logger,
        metrics,
        clock: Date.now,
      });
      const directory = new CampaignDirectory(dataSource, campaignService);
      const services = { dataSource, directory, ingestion, hub };
      return {
        resolvers,
        subscriptions: true,
        context: (request) => createAnalyticsContext(request, services),
        feeds: [
          { feed: 'creator', url: settings.CREATOR_URL, apply: applyCreatorEvents },
          { feed: 'brand', url: settings.BRAND_URL, apply: applyBrandEvents },
          { feed: 'campaign', url: settings.CAMPAIGN_URL, apply: applyCampaignEvents },
        ],
        running: [
          hub,
          new RepeatedTask(
            'measure creators',
            settings.MEASURE_PAUSE_MS,
            () => measureDirtyCreators(dataSource),
            logger,
          ),
          new RepeatedTask('trim logs', trimPause, () => trimLogs(dataSource, settings.CAMPAIGN_LOG_KEEP), logger),
        ],
      };
    },
  });
}
