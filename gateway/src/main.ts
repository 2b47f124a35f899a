import { createLogger } from '#platform/logging/logger.js';
import { runProcess } from '#platform/process/run-process.js';
import { knownOperations } from '#schema/known-operations.js';
import { readGatewayEnvironment } from './environment.js';
import { explorer } from './explorer/explorer-routes.js';
import { createGatewayMetrics } from './gateway-metrics.js';
import { startGateway } from './server.js';

await runProcess(createLogger('gateway'), async () => {
  const environment = await readGatewayEnvironment();
  const logger = createLogger('gateway', environment.logLevel);
  const gateway = await startGateway({
    ...environment.options,
    ...(environment.explorer && { explorer: explorer({ operations: knownOperations() }) }),
    logger,
    metrics: createGatewayMetrics(),
  });
  logger.info({ url: gateway.url }, 'listening');
  return gateway;
});
