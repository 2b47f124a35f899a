// graphql-ws as its manual and Apollo's have it: useServer over an executable schema. Sends a tick for every message.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { tickerSdl, Ticker } from './ticker-graph.js';

const ticker = new Ticker();
const schema = buildSubgraphSchema({
  typeDefs: parse(tickerSdl),
  resolvers: {
    Query: { now: () => Date.now() },
    Subscription: {
      ticks: { subscribe: (_: unknown, { after }: { after?: number | null }) => ticker.follow(after) },
    },
  },
});
const server = createServer();
useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
process.on('message', () => {
  ticker.next();
  process.send?.({ sent: true });
});
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` });
process.once('disconnect', () => process.exit());
