import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** Measurements of one process, served at `/metrics`. */
export interface Metrics {
  registry: Registry;
  /** HTTP requests by route and status. */
  httpRequests: Counter<'route' | 'status'>;
  /** GraphQL requests, in seconds. Operation names come from clients, so they are no label here. */
  graphqlDuration: Histogram<'outcome'>;
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
    httpRequests: new Counter({
      name: 'http_requests_total',
      help: 'HTTP requests by route and status.',
      labelNames: ['route', 'status'],
      registers: [registry],
    }),
    graphqlDuration: new Histogram({
      name: 'graphql_request_duration_seconds',
      help: 'Duration of GraphQL requests by outcome.',
      labelNames: ['outcome'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    sqlStatements: new Counter({
      name: 'sql_statements_total',
      help: 'SQL statements by origin: request or background.',
      labelNames: ['origin'],
      registers: [registry],
    }),
  };
}
