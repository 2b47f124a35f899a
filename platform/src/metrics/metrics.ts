import { collectDefaultMetrics, Counter, Registry } from 'prom-client';
import { BoundCounter, DurationHistogram } from './bound-metrics.js';

/** Measurements of one process, served at `/metrics`. */
export interface Metrics {
  registry: Registry;
  /** HTTP requests by route and status. */
  httpRequests: BoundCounter<'route' | 'status'>;
  /** GraphQL requests. Operation names come from clients, so they are no label here. */
  graphqlDuration: DurationHistogram<'outcome'>;
  /** SQL statements by whether a request or the process itself caused them. */
  sqlStatements: Counter<'origin'>;
}

/** Makes the measurements of a process. Every process (and every server in a test) has its own registry. */
export function createMetrics(process: string, options: { defaults?: boolean } = {}): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  if (options.defaults ?? true) collectDefaultMetrics({ register: registry });
  return {
    registry,
    httpRequests: new BoundCounter({
      name: 'http_requests_total',
      help: 'HTTP requests by route and status.',
      labelNames: ['route', 'status'],
      registry,
    }),
    graphqlDuration: new DurationHistogram({
      name: 'graphql_request_duration_seconds',
      help: 'Duration of GraphQL requests by outcome.',
      labelNames: ['outcome'],
      registry,
    }),
    sqlStatements: new Counter({
      name: 'sql_statements_total',
      help: 'SQL statements by origin: request or background.',
      labelNames: ['origin'],
      registers: [registry],
    }),
  };
}
