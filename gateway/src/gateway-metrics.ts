import { Counter, Gauge, Histogram } from 'prom-client';
import { createMetrics, type Metrics } from '#platform/metrics/metrics.js';

/** What the gateway measures beyond what every process does. */
export interface GatewayMetrics extends Metrics {
  /** Requests to subgraphs by outcome: ok, errors, unavailable, deadline, client gone, refused (by the breaker). */
  subgraphDuration: Histogram<'subgraph' | 'outcome'>;
  /** Circuit breaker of each subgraph: 0 closed, 1 half-open, 2 open. */
  subgraphBreaker: Gauge<'subgraph'>;
  /** Errors told to clients, by code. */
  errors: Counter<'code'>;
  /** Subscriptions under way. */
  subscriptions: Gauge;
  /** WebSockets of clients. */
  sockets: Gauge;
  /** Closed WebSockets of clients by code. */
  socketsClosed: Counter<'code'>;
  /** Events sent to subscribers. */
  events: Counter;
}

/** Makes the measurements of a gateway. */
export function createGatewayMetrics(options: { defaults?: boolean } = {}): GatewayMetrics {
  const metrics = createMetrics('gateway', options);
  const registers = [metrics.registry];
  return {
    ...metrics,
    subgraphDuration: new Histogram({
      name: 'subgraph_request_duration_seconds',
      help: 'Duration of requests to subgraphs by outcome.',
      labelNames: ['subgraph', 'outcome'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    subgraphBreaker: new Gauge({
      name: 'subgraph_circuit_breaker_state',
      help: 'Circuit breaker of a subgraph: 0 closed, 1 half-open, 2 open.',
      labelNames: ['subgraph'],
      registers,
    }),
    errors: new Counter({
      name: 'graphql_errors_total',
      help: 'GraphQL errors told to clients by code.',
      labelNames: ['code'],
      registers,
    }),
    subscriptions: new Gauge({ name: 'graphql_subscriptions_active', help: 'Subscriptions under way.', registers }),
    sockets: new Gauge({ name: 'websockets_open', help: 'WebSockets of clients.', registers }),
    socketsClosed: new Counter({
      name: 'websockets_closed_total',
      help: 'Closed WebSockets of clients by code.',
      labelNames: ['code'],
      registers,
    }),
    events: new Counter({ name: 'graphql_subscription_events_total', help: 'Events sent to subscribers.', registers }),
  };
}
