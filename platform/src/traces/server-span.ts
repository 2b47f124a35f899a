import type { IncomingMessage, ServerResponse } from 'node:http';
import { tracer, type Span } from './tracer.js';

/**
 * Starts the span of an HTTP request that is answered here, beneath the sender's; it ends with the answer. Attributes
 * are those of OpenTelemetry's conventions for HTTP servers.
 */
export function startServerSpan(request: IncomingMessage, response: ServerResponse, route: string): Span | undefined {
  if (!tracer) return undefined;
  const method = request.method ?? '';
  const span = tracer.start(`${method} ${route}`, {
    kind: 'server',
    parent: null,
    traceparent: request.headers.traceparent,
    attributes: { 'http.request.method': method, 'http.route': route, 'url.path': route, 'url.scheme': 'http' },
  });
  response.once('close', () => {
    if (response.headersSent) span.setAttribute('http.response.status_code', response.statusCode);
    if (!response.writableFinished || response.statusCode >= 500) span.setStatus({ code: 2 });
    span.end();
  });
  return span;
}
