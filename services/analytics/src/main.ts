import { createLogger } from '#platform/logging/logger.js';
import { runProcess } from '#platform/process/run-process.js';
import { readAnalyticsEnvironment } from './environment.js';
import { startAnalyticsService } from './server.js';

await runProcess(createLogger('analytics'), () => startAnalyticsService(readAnalyticsEnvironment()));
