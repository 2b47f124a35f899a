// Hive Gateway as its makers run it in the benchmark they publish: NODE_ENV=production, and for the JavaScript engine
// `jit`, which compiles operations. HIVE_ENGINE is `javascript` or `rust` (their planner written in Rust and the
// executor made for it, which has no `jit`). Logs, request ids, the explorer and the polling of the supergraph, which
// only cost time here, are off.
// Sharing is two settings: of identical operations (`inboundInflightRequestDeduplication`, on in their benchmark) and of
// identical requests to subgraphs (`deduplicateInflightRequests`, on by default). Without HIVE_SHARING both are off.
import { defineConfig } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

const { HIVE_ENGINE, HIVE_SHARING, SUPERGRAPH_PATH, GATEWAY_PORT } = process.env;
const sharing = HIVE_SHARING === 'true';

export const gatewayConfig = defineConfig({
  supergraph: SUPERGRAPH_PATH,
  host: '127.0.0.1',
  port: Number(GATEWAY_PORT),
  ...(HIVE_ENGINE === 'rust' ? { unifiedGraphHandler } : { jit: true }),
  inboundInflightRequestDeduplication: sharing,
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: sharing } } },
  logging: false,
  requestId: false,
  graphiql: false,
  landingPage: false,
  pollingInterval: 3_600_000,
});
