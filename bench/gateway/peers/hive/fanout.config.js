// Hive Gateway with subscriptions, as its manual has them: from the subgraph by WebSocket, to clients by WebSocket.
// HIVE_ENGINE is `javascript` or `rust`; logs, request ids, the explorer and polling are off, as in gateway.config.js.
import { defineConfig } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

const { HIVE_ENGINE, SUPERGRAPH_PATH, GATEWAY_PORT } = process.env;

export const gatewayConfig = defineConfig({
  supergraph: SUPERGRAPH_PATH,
  host: '127.0.0.1',
  port: Number(GATEWAY_PORT),
  ...(HIVE_ENGINE === 'rust' ? { unifiedGraphHandler } : { jit: true }),
  transportEntries: { '*.http': { options: { subscriptions: { kind: 'ws', location: '/graphql' } } } },
  logging: false,
  requestId: false,
  graphiql: false,
  landingPage: false,
  pollingInterval: 3_600_000,
});
