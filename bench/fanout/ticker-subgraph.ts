// The subgraph behind gateways: sends a tick for every message. TICKER_SECRET: what assertions are signed with; without
// it, the subgraph answers anybody, for gateways of others.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { pino } from 'pino';
import { WebSocketServer } from 'ws';
import { startSubgraph } from '#platform/graphql/subgraph-server.js';
import { createMetrics } from '#platform/metrics/metrics.js';
import { tickerSdl, Ticker } from './ticker-graph.js';

const ticker = new Ticker();
const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])${tickerSdl}`;
const resolvers = {
  Query: { now: () => Date.now() },
  Subscription: {
    ticks: { subscribe: (_: unknown, { after }: { after?: number | null }) => ticker.follow(after) },
  },
};
const secret = process.env.TICKER_SECRET;
let url: string;
if (secret) {
  const service = await startSubgraph({
    name: 'ticker',
    sdl,
    resolvers,
    context: (request) => request,
    assertionSecret: secret,
    host: '127.0.0.1',
    port: 0,
    ready: async () => undefined,
    logger: pino({ level: 'silent' }),
    metrics: createMetrics('ticker', { defaults: false }),
    subscriptions: true,
  });
  url = `${service.url}/graphql`;
} else {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { query = '{ now }', variables } = JSON.parse(text || '{}') as { query?: string; variables?: object };
    const result = await execute({ schema, document: parse(query), variableValues: variables as never });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  });
  useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
process.on('message', () => {
  ticker.next();
  process.send?.({ sent: true });
});
process.send?.({ url });
process.once('disconnect', () => process.exit());
