import { createLogger } from '#platform/logging/logger.js';
import { runProcess } from '#platform/process/run-process.js';
import { knownOperations } from '#schema/known-operations.js';
import { supergraphSdl } from '#schema/subgraph-sdl.js';
import { readGatewayEnvironment } from './environment.js';
import { explorer } from './explorer/explorer-routes.js';
import { createGatewayMetrics } from './gateway-metrics.js';
import { operationNamesIn } from './observability/operation-labels.js';
import { startGateway } from './server.js';
import { SupergraphFile } from './supergraph/supergraph-file.js';

await runProcess(createLogger('gateway'), async () => {
  const environment = await readGatewayEnvironment();
  const logger = createLogger('gateway', environment.logLevel);
  // The known operations are of our own graph; another one has nothing to do with them.
  const known = environment.options.supergraphSdl === supergraphSdl() ? knownOperations() : [];
  const gateway = await startGateway({
    ...environment.options,
    ...(environment.explorer && { explorer: explorer({ operations: known }) }),
    logger,
    metrics: createGatewayMetrics({
      knownOperations: operationNamesIn(known.map(({ document }) => document)),
      operationNames: environment.operationNames,
    }),
  });
  const file = new SupergraphFile({
    ...environment.supergraphFile,
    content: environment.options.supergraphSdl,
    onChange: (supergraphSdl) => gateway.reload(supergraphSdl),
    logger,
  });
  process.on('SIGHUP', () => void file.look());
  logger.info({ url: gateway.url }, 'listening');
  return {
    logLevel: environment.logLevel,
    stop: async () => {
      await file.stop();
      await gateway.stop();
    },
  };
});
