import type { DataSource, EntityManager, EntitySchema, MigrationInterface } from 'typeorm';
import type { Logger } from 'pino';
import { openDatabase } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { FeedConsumer } from '../events/consumer.js';
import { OutboxFeed, type FeedEvent } from '../events/feed.js';
import { requireService, startSubgraph, type SubgraphRequest } from '../graphql/subgraph-server.js';
import type { RouteHandler } from '../http/http-server.js';
import { createLogger } from '../logging/logger.js';
import { createMetrics, type Metrics } from '../metrics/metrics.js';
import type { Running } from './run-process.js';

/** Settings that every service has, as `serviceSettings` reads them. */
export interface ServiceSettings {
  HOST: string;
  PORT: number;
  DATABASE_URL: string;
  ASSERTION_SECRET: string;
  LOG_LEVEL: string;
}

/** Parts that are there once the database is open. */
export interface ServiceParts {
  dataSource: DataSource;
  logger: Logger;
  metrics: Metrics;
  /** Takes in all that a feed holds by now; see `FeedConsumer.catchUp`. */
  catchUp: (feed: string) => Promise<void>;
}

/** What a service takes in from another one. */
export interface FeedSubscription {
  /** Name of the other service. */
  feed: string;
  /** Its base URL. */
  url: string;
  /** See `FeedConsumerOptions`. */
  apply: (manager: EntityManager, events: readonly FeedEvent[]) => Promise<void>;
  applied?: () => void;
}

/** What makes a service of its own out of the parts that all services share. */
export interface ServiceDefinition<Context extends object> {
  name: string;
  entities: readonly ((new (...parameters: never[]) => object) | EntitySchema)[];
  migrations: readonly (new (...parameters: never[]) => MigrationInterface)[];
  /** SDL, shared definitions included. */
  sdl: string;
  /** Called once the database is open and migrated. */
  build: (parts: ServiceParts) => {
    /** Resolver map of the subgraph. */
    resolvers: object;
    context: (request: SubgraphRequest) => Context;
    feeds?: readonly FeedSubscription[];
    routes?: Record<string, RouteHandler>;
    subscriptions?: boolean;
    /** What else runs and must be stopped. */
    running?: readonly Running[];
  };
  /** For tests: no process-wide measurements. */
  quiet?: boolean;
}

/** A service that listens. */
export interface RunningService extends Running {
  /** Base URL. */
  url: string;
  dataSource: DataSource;
  metrics: Metrics;
}

/**
 * Starts a service: opens and migrates its database, serves its subgraph, its event feed and its health, and follows
 * the feeds that it needs.
 */
export async function startService<Context extends object>(
  settings: ServiceSettings,
  definition: ServiceDefinition<Context>,
): Promise<RunningService> {
  const { name } = definition;
  const logger = createLogger(name, settings.LOG_LEVEL);
  const metrics = createMetrics(name, { defaults: !definition.quiet });
  const dataSource = await openDatabase({
    url: settings.DATABASE_URL,
    name,
    entities: definition.entities,
    migrations: definition.migrations,
    metrics,
  });
  try {
    const migrated = await migrate(dataSource, settings.DATABASE_URL);
    if (migrated.length) logger.info({ migrated }, 'migrated');
    const consumers = new Map<string, FeedConsumer>();
    const parts = definition.build({
      dataSource,
      logger,
      metrics,
      catchUp: async (feed) => consumers.get(feed)?.catchUp(),
    });
    const feed = new OutboxFeed(dataSource, settings.DATABASE_URL, logger);
    const server = await startSubgraph({
      name,
      sdl: definition.sdl,
      resolvers: parts.resolvers,
      context: parts.context,
      assertionSecret: settings.ASSERTION_SECRET,
      host: settings.HOST,
      port: settings.PORT,
      ready: async () => {
        try {
          await dataSource.query('SELECT 1');
        } catch (error) {
          logger.warn({ err: error }, 'the database does not answer');
          // Whoever asks for health is told no address.
          throw new Error('the database does not answer', { cause: error });
        }
      },
      logger,
      metrics,
      routes: { ...parts.routes, '/events': requireService(name, settings.ASSERTION_SECRET, feed.route) },
      subscriptions: parts.subscriptions,
    });
    for (const subscription of parts.feeds ?? []) {
      consumers.set(
        subscription.feed,
        new FeedConsumer({
          ...subscription,
          dataSource,
          reader: name,
          assertionSecret: settings.ASSERTION_SECRET,
          logger,
        }),
      );
    }
    return {
      url: server.url,
      logLevel: settings.LOG_LEVEL,
      dataSource,
      metrics,
      stop: async () => {
        await feed.stop();
        await Promise.all([...consumers.values()].map((consumer) => consumer.stop()));
        await server.stop();
        for (const running of parts.running ?? []) await running.stop();
        await dataSource.destroy();
      },
    };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}
