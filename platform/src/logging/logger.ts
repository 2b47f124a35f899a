import { pino, type Logger } from 'pino';
import { currentRequest } from './request-context.js';

export type { Logger } from 'pino';

/**
 * Structured log of a process, JSON lines on stdout. Lines written while a request is served carry its `requestId`.
 * @param process name of the process, such as `creator`
 */
export function createLogger(process: string, level = 'info'): Logger {
  return pino({
    level,
    base: { process },
    mixin: () => {
      const request = currentRequest();
      return request ? { requestId: request.requestId } : {};
    },
    redact: ['*.authorization', '*.password', '*.token'],
  });
}
