import { startSubgraph, type RunningSubgraph } from '#platform/graphql/subgraph-server.js';
import { createLogger } from '#platform/logging/logger.js';
import { createMetrics } from '#platform/metrics/metrics.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { knownOperations } from '#schema/known-operations.js';
import { subgraphNames, subgraphSdl, supergraphSdl, type SubgraphName } from '#schema/subgraph-sdl.js';
import { explorer } from '../../src/explorer/explorer-routes.js';
import { TestGateway, testIdentity } from '../gateway-kit.js';
import { assertionSecret } from '../graphs/library-graph.js';

/** A gateway with the explorer, on the real contract, over four subgraphs that answer a few fields on the spot. */
export interface ExplorerTestServer {
  url: string;
  /** A token of a member of a brand, and one with every scope. */
  token: string;
  operatorToken: string;
  /** Viewers who asked for metric definitions, in order. */
  viewers: Viewer[];
  stop(): Promise<void>;
}

const counts = { views: 0, likes: 0, comments: 0, shares: 0, saves: 0, engagements: 0, engagementRate: 0.05 };

/** One event of a campaign's stream. */
function campaignEvent(sequence: number): Record<string, unknown> {
  const totals = { ...counts, views: 1_000 * sequence };
  const changes = { totals, deltas: counts, corrections: counts, asOf: null };
  return {
    kind: sequence === 0 ? 'PICTURE' : 'CHANGE',
    sequence,
    reset: false,
    asOf: '2026-03-01T00:00:00.000Z',
    campaign: { id: 'spring' },
    metrics: { ...changes, baseline: counts, lifetime: totals, videoCount: 1, measuredVideoCount: 1, sequence },
    deltas: counts,
    corrections: counts,
    videos: [{ ...changes, video: { id: 'routine' }, creator: { id: 'anh' } }],
  };
}

/** A picture and three changes, 150 ms apart. */
async function* campaignStream(): AsyncGenerator<{ campaignMetrics: Record<string, unknown> }> {
  for (let sequence = 0; sequence < 4; sequence += 1) {
    yield { campaignMetrics: campaignEvent(sequence) };
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** What each subgraph answers. */
function resolversOf(name: SubgraphName, viewers: Viewer[]): object {
  const definition = { name: 'views', meaning: 'Plays started.', formula: null, unit: 'count', addsUpOver: [] };
  const resolvers: Record<SubgraphName, object> = {
    creator: {
      Creator: { __resolveReference: () => ({ id: 'anh', handle: 'minhanh.skin', country: 'VN' }) },
      Video: { __resolveReference: () => ({ id: 'routine', caption: 'Morning routine' }) },
    },
    brand: { Brand: { __resolveReference: () => ({ id: 'lumen', name: 'Lumen' }) } },
    campaign: {
      Campaign: {
        __resolveReference: () => ({ id: 'spring', name: 'Spring serum', status: 'ACTIVE', brand: { id: 'lumen' } }),
      },
    },
    analytics: {
      Query: {
        metricDefinitions: (_parent: unknown, _arguments: unknown, { viewer }: { viewer: Viewer }) => {
          viewers.push(viewer);
          return [definition];
        },
      },
      Subscription: { campaignMetrics: { subscribe: campaignStream } },
    },
  };
  return resolvers[name];
}

/** Starts the gateway and its subgraphs on free ports. The explorer must be built. */
export async function startExplorerTestServer(): Promise<ExplorerTestServer> {
  const viewers: Viewer[] = [];
  const logger = createLogger('explorer-test', 'silent');
  const subgraphs: RunningSubgraph[] = [];
  const subgraphUrls = new Map<string, string>();
  for (const name of subgraphNames) {
    const subgraph = await startSubgraph({
      name,
      sdl: subgraphSdl(name),
      resolvers: resolversOf(name, viewers),
      context: ({ viewer }) => ({ viewer }),
      assertionSecret,
      host: '127.0.0.1',
      port: 0,
      ready: async () => {},
      logger,
      metrics: createMetrics(name, { defaults: false }),
      subscriptions: name === 'analytics',
    });
    subgraphs.push(subgraph);
    subgraphUrls.set(name.toUpperCase(), `${subgraph.url}/graphql`);
  }
  const { identity, token } = await testIdentity();
  const gateway = await TestGateway.start(
    supergraphSdl(),
    { ...identity, roles: new Set(['BRAND', 'OPERATOR']) },
    { subgraphUrls, explorer: explorer({ operations: knownOperations() }) },
  );
  return {
    url: gateway.url,
    token: await token({ role: 'BRAND' }),
    operatorToken: await token({ role: 'OPERATOR', scope: 'operator metrics:write' }),
    viewers,
    stop: async () => {
      await gateway.stop();
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
    },
  };
}
