import { buildSchema, execute, parse, type DocumentNode } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { readBody } from '#platform/http/request-body.js';
import { sendJson, startHttpServer, type RunningHttpServer } from '#platform/http/http-server.js';
import { createLogger } from '#platform/logging/logger.js';
import { createMetrics } from '#platform/metrics/metrics.js';
import { knownOperations } from '#schema/known-operations.js';
import { schemaFolder } from '#schema/subgraph-sdl.js';
import { explorer } from '../src/explorer/explorer-routes.js';

/** A server with the explorer's routes on the real contract, whose graph is two fields answered on the spot. */
export interface ExplorerTestServer {
  url: string;
  /** Authorization headers that queries came with, `none` for none. */
  authorizations: string[];
  /** Connection parameters that sockets came with. */
  connectionParams: unknown[];
  stop(): Promise<void>;
}

const counts = { views: 0, likes: 0, comments: 0, shares: 0, saves: 0, engagements: 0, engagementRate: 0.05 };

/** One event of a campaign's stream. */
function campaignEvent(sequence: number): Record<string, unknown> {
  const totals = { ...counts, views: 1_000 * sequence };
  return {
    kind: sequence === 0 ? 'PICTURE' : 'CHANGE',
    sequence,
    reset: false,
    asOf: '2026-03-01T00:00:00.000Z',
    campaign: { name: 'Spring serum', status: 'ACTIVE', brand: { name: 'Lumen' } },
    metrics: { totals, baseline: counts, deltas: counts, corrections: counts, lifetime: totals, videoCount: 1, measuredVideoCount: 1, sequence, asOf: null },
    deltas: counts,
    corrections: counts,
    videos: [{ video: null, creator: { handle: 'minhanh.skin', country: 'VN' }, totals, deltas: counts, corrections: counts, asOf: null }],
  };
}

/** A picture and three changes, 150 ms apart. */
async function* campaignStream(): AsyncGenerator<{ campaignMetrics: Record<string, unknown> }> {
  for (let sequence = 0; sequence < 4; sequence += 1) {
    yield { campaignMetrics: campaignEvent(sequence) };
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** Starts the server on a free port. */
export async function startExplorerTestServer(): Promise<ExplorerTestServer> {
  const schema = buildSchema(readFileSync(`${schemaFolder}api.graphql`, 'utf8'));
  const { page, assets } = explorer({ operations: knownOperations() });
  const authorizations: string[] = [];
  const connectionParams: unknown[] = [];

  const graph = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    authorizations.push(request.headers.authorization ?? 'none');
    const { query, operationName, variables } = JSON.parse(await readBody(request, 1_000_000)) as {
      query: string;
      operationName?: string;
      variables?: Record<string, unknown>;
    };
    const document: DocumentNode = parse(query);
    const rootValue = { viewer: { subject: 'demo', role: 'BRAND', scopes: [] }, metricDefinitions: [{ name: 'views', meaning: 'Plays started.', unit: 'count', addsUpOver: [] }] };
    sendJson(response, 200, await execute({ schema, document, rootValue, operationName, variableValues: variables ?? {} }));
  };

  const server: RunningHttpServer = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: {
      '/graphql': (request, response, url) => (request.method === 'GET' ? page(request, response, url) : graph(request, response)),
      ...assets,
    },
    ready: async () => {},
    logger: createLogger('explorer-test', 'warn'),
    metrics: createMetrics('explorer-test', { defaults: false }),
  });
  const sockets = new WebSocketServer({ server: server.server, path: '/graphql' });
  const subscriptions = useServer(
    {
      schema,
      roots: { subscription: { campaignMetrics: () => campaignStream() } },
      onConnect: (context) => {
        connectionParams.push(context.connectionParams ?? {});
        return true;
      },
    },
    sockets,
  );
  return {
    url: server.url,
    authorizations,
    connectionParams,
    stop: async () => {
      await subscriptions.dispose();
      await server.stop();
    },
  };
}
