import type { FeedEvent } from '#platform/events/feed.js';
import { requireService, startSubgraph, type RunningSubgraph } from '#platform/graphql/subgraph-server.js';
import { sendJson, type RouteHandler } from '#platform/http/http-server.js';
import { createLogger } from '#platform/logging/logger.js';
import { createMetrics } from '#platform/metrics/metrics.js';
import { testSecret } from '#platform/testing/test-secret.js';

const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;
const brandSdl = `${federation}
  type Query { ping: Boolean }
  type Brand @key(fields: "id") { id: ID! name: String! status: String! }`;
const creatorSdl = `${federation}
  type Query { ping: Boolean }
  type Creator @key(fields: "id") { id: ID! status: String! }
  type Video @key(fields: "id") { id: ID! creator: Creator! }`;

/**
 * The part of the brand and creator services that the campaign service talks to, over real sockets and real
 * assertions: entity look-ups and feeds. In the marketplace they are processes of their own.
 */
export class Neighbours {
  readonly brands = new Map<string, { id: string; name: string; status: string }>();
  readonly creators = new Map<string, { id: string; status: string }>();
  /** Creator by video. */
  readonly videos = new Map<string, string>();
  /** Entity look-ups so far, by type. */
  readonly asked = { Brand: 0, Creator: 0, Video: 0 };
  private readonly events: Record<'brand' | 'creator', FeedEvent[]> = { brand: [], creator: [] };
  private servers: RunningSubgraph[] = [];
  brandUrl = '';
  creatorUrl = '';

  async start(): Promise<this> {
    const brand = await this.serve('brand', brandSdl, {
      Brand: {
        __resolveReference: ({ id }: { id: string }) => {
          this.asked.Brand += 1;
          return this.brands.get(id) ?? null;
        },
      },
    });
    const creator = await this.serve('creator', creatorSdl, {
      Creator: {
        __resolveReference: ({ id }: { id: string }) => {
          this.asked.Creator += 1;
          return this.creators.get(id) ?? null;
        },
      },
      Video: {
        __resolveReference: ({ id }: { id: string }) => {
          this.asked.Video += 1;
          const creatorId = this.videos.get(id);
          return creatorId ? { id, creator: this.creators.get(creatorId) } : null;
        },
      },
    });
    this.servers = [brand, creator];
    this.brandUrl = brand.url;
    this.creatorUrl = creator.url;
    return this;
  }

  private serve(name: 'brand' | 'creator', sdl: string, resolvers: object): Promise<RunningSubgraph> {
    const feed: RouteHandler = async (request, response, url) => {
      const after = Number(url.searchParams.get('after'));
      const find = (): FeedEvent[] => this.events[name].filter(({ position }) => position > after);
      const end = Date.now() + Number(url.searchParams.get('wait')) * 1000;
      while (!find().length && Date.now() < end && !request.destroyed)
        await new Promise((resolve) => setTimeout(resolve, 20));
      const events = find();
      sendJson(response, 200, { events, position: events.at(-1)?.position ?? after });
    };
    return startSubgraph({
      name,
      sdl,
      resolvers,
      context: () => ({}),
      assertionSecret: testSecret,
      host: '127.0.0.1',
      port: 0,
      ready: async () => undefined,
      logger: createLogger(name, 'silent'),
      metrics: createMetrics(name, { defaults: false }),
      routes: { '/events': requireService(name, testSecret, feed) },
    });
  }

  /** Says something in a feed. */
  publish(feed: 'brand' | 'creator', type: string, payload: Record<string, unknown>): void {
    const events = this.events[feed];
    const id = String(payload[`${feed}Id`]);
    events.push({
      position: events.length + 1,
      aggregateType: feed,
      aggregateId: id,
      type,
      payload,
      occurredAt: new Date().toISOString(),
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }
}
