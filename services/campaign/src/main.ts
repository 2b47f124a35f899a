import { createLogger } from '#platform/logging/logger.js';
import { runProcess } from '#platform/process/run-process.js';
import { readCampaignEnvironment } from './environment.js';
import { startCampaignService } from './server.js';

await runProcess(createLogger('campaign'), () => startCampaignService(readCampaignEnvironment()));
