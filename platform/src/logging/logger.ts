import { pino, type Logger } from 'pino';
import { currentRequest } from './request-context.js';

export type { Logger } from 'pino';

/**
 * Structured log of a process, JSON lines on stdout. Lines written while a request is served carry its `requestId`, and
 * `trace_id` and `span_id` where it is traced.
 * @param process name of the process, such as `creator`
 */
export function createLogger(process: string, level = 'info'): Logger {
  return pino({
    level,
    base: { process },
    mixin: () => {
      const request = currentRequest();
      if (!request) return {};
      if (!request.span) return { requestId: request.requestId };
      const { traceId, spanId } = request.span.spanContext();
      return { requestId: request.requestId, trace_id: traceId, span_id: spanId };
    },
    redact: ['*.authorization', '*.password', '*.token'],
  });
}
