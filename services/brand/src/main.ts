import { createLogger } from '#platform/logging/logger.js';
import { runProcess } from '#platform/process/run-process.js';
import { readBrandEnvironment } from './environment.js';
import { startBrandService } from './server.js';

await runProcess(createLogger('brand'), () => startBrandService(readBrandEnvironment()));
