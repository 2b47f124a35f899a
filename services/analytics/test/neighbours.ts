import type { FeedEvent } from '#platform/events/feed.js';
import { requireService, startSubgraph, type RunningSubgraph } from '#platform/graphql/subgraph-server.js';
import { sendJson, type RouteHandler } from '#platform/http/http-server.js';
import { createLogger } from '#platform/logging/logger.js';
import { createMetrics } from '#platform/metrics/metrics.js';
import { testSecret } from '#platform/testing/test-secret.js';

const campaignSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  scalar DateTime
  type Query { ping: Boolean }
  type Brand @key(fields: "id") { id: ID! }
  type Campaign @key(fields: "id") {
    id: ID! brand: Brand name: String! objective: String! visibility: String! status: String!
    startsAt: DateTime endsAt: DateTime
  }`;
const emptySdl = `type Query { ping: Boolean }`;

/** A campaign as the campaign service would answer. */
export interface NeighbourCampaign {
  id: string;
  brand: { id: string };
  name: string;
  objective: string;
  visibility: string;
  status: string;
  startsAt: string | null;
  endsAt: string | null;
}

/** A service whose feed analytics follows. */
export type Neighbour = 'creator' | 'brand' | 'campaign';

/**
 * The part of the other services that analytics talks to, over real sockets and real assertions: their feeds, and
 * look-ups of campaigns. In the marketplace they are processes of their own.
 */
export class Neighbours {
  /** Campaigns that the campaign service knows, told of in its feed or not. */
  readonly campaigns = new Map<string, NeighbourCampaign>();
  /** Requests for campaigns so far. */
  campaignsAsked = 0;
  /** Whether feeds give events to those who wait; off, only a reader that does not wait gets them. */
  prompt = true;
  private readonly events: Record<Neighbour, FeedEvent[]> = { creator: [], brand: [], campaign: [] };
  private readonly servers = new Map<Neighbour, RunningSubgraph>();

  async start(): Promise<this> {
    const resolvers = {
      Campaign: {
        __resolveReference: ({ id }: { id: string }) => {
          this.campaignsAsked += 1;
          return this.campaigns.get(id) ?? null;
        },
      },
    };
    await this.serve('campaign', campaignSdl, resolvers);
    await this.serve('creator', emptySdl, {});
    await this.serve('brand', emptySdl, {});
    return this;
  }

  private async serve(name: Neighbour, sdl: string, resolvers: object): Promise<void> {
    const feed: RouteHandler = async (request, response, url) => {
      const after = Number(url.searchParams.get('after'));
      const wait = Number(url.searchParams.get('wait'));
      const find = (): FeedEvent[] =>
        wait > 0 && !this.prompt ? [] : this.events[name].filter(({ position }) => position > after).slice(0, 1000);
      const end = Date.now() + wait * 1000;
      while (!find().length && Date.now() < end && !request.destroyed)
        await new Promise((resolve) => setTimeout(resolve, 10));
      const events = find();
      sendJson(response, 200, { events, position: events.at(-1)?.position ?? after });
    };
    this.servers.set(
      name,
      await startSubgraph({
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
      }),
    );
  }

  /** Base URL of a neighbour. */
  url(name: Neighbour): string {
    return this.servers.get(name)?.url ?? '';
  }

  /** Says something in a feed. */
  publish(feed: Neighbour, type: string, payload: Record<string, unknown>): void {
    const events = this.events[feed];
    events.push({
      position: events.length + 1,
      aggregateType: feed,
      aggregateId: String(Object.values(payload)[0]),
      type,
      payload,
      occurredAt: new Date().toISOString(),
    });
  }

  /** Place of the last event of a feed. */
  head(feed: Neighbour): number {
    return this.events[feed].length;
  }

  /** Stops one, as if its process had died. */
  async kill(name: Neighbour): Promise<void> {
    await this.servers.get(name)?.stop();
    this.servers.delete(name);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.stop()));
  }
}
