import { createLogger } from '#platform/logging/logger.js';
import { runProcess } from '#platform/process/run-process.js';
import { readCreatorEnvironment } from './environment.js';
import { startCreatorService } from './server.js';

await runProcess(createLogger('creator'), () => startCreatorService(readCreatorEnvironment()));
