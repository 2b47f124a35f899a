import { Counter, Gauge } from 'prom-client';
import { DurationHistogram } from '#platform/metrics/bound-metrics.js';
import { createMetrics, type Metrics } from '#platform/metrics/metrics.js';
import { FetchTimes } from './observability/fetch-times.js';
import { OperationLabels } from './observability/operation-labels.js';
import { OperationMetrics } from './observability/operation-metrics.js';

/** What the gateway measures beyond what every process does. */
export interface GatewayMetrics extends Metrics {
  /** Requests to subgraphs by outcome: ok, errors, unavailable, deadline, client gone, refused (by the breaker). */
  subgraphDuration: DurationHistogram<'subgraph' | 'outcome'>;
  /** Circuit breaker of each subgraph: 0 closed, 1 half-open, 2 open. */
  subgraphBreaker: Gauge<'subgraph'>;
  /** Operations by name, outcome and error code. */
  operations: OperationMetrics;
  /** Requests to subgraphs of operations under way, for the log of slow ones. */
  fetchTimes: FetchTimes;
  /** Errors told to clients, by code. */
  errors: Counter<'code'>;
  /** Supergraphs that came while serving, by outcome: served, refused. */
  supergraphs: Counter<'outcome'>;
  /** Operations answered by the execution of another that was identical and in flight. */
  joined: Counter;
  /** Documents that were not on the safelist. */
  unlisted: Counter;
  /** Subscriptions under way. */
  subscriptions: Gauge;
  /** Streams from subgraphs that subscriptions share. */
  streams: Gauge;
  /** WebSockets of clients. */
  sockets: Gauge;
  /** Closed WebSockets of clients by code. */
  socketsClosed: Counter<'code'>;
  /** Events sent to subscribers. */
  events: Counter;
}

/** How a gateway measures. */
export interface GatewayMetricsOptions {
  /** Whether to measure the process as well; it is unless told. */
  defaults?: boolean;
  /** Names of operations that are known beforehand, and always have a label. */
  knownOperations?: readonly string[];
  /** Most names of operations with a label. */
  operationNames?: number;
}

/** Most names of operations with a label, unless settings say otherwise. */
export const defaultOperationNames = 200;

/** Makes the measurements of a gateway. */
export function createGatewayMetrics(options: GatewayMetricsOptions = {}): GatewayMetrics {
  const metrics = createMetrics('gateway', options);
  const { registry } = metrics;
  const registers = [registry];
  const labels = new OperationLabels(options.knownOperations ?? [], options.operationNames ?? defaultOperationNames);
  return {
    ...metrics,
    subgraphDuration: new DurationHistogram({
      name: 'subgraph_request_duration_seconds',
      help: 'Duration of requests to subgraphs by outcome.',
      labelNames: ['subgraph', 'outcome'],
      registry,
    }),
    subgraphBreaker: new Gauge({
      name: 'subgraph_circuit_breaker_state',
      help: 'Circuit breaker of a subgraph: 0 closed, 1 half-open, 2 open.',
      labelNames: ['subgraph'],
      registers,
    }),
    fetchTimes: new FetchTimes(),
    operations: new OperationMetrics(registry, metrics.graphqlDuration, labels),
    errors: new Counter({
      name: 'graphql_errors_total',
      help: 'GraphQL errors told to clients by code.',
      labelNames: ['code'],
      registers,
    }),
    supergraphs: new Counter({
      name: 'supergraph_reloads_total',
      help: 'Supergraphs that came while serving by outcome: served or refused.',
      labelNames: ['outcome'],
      registers,
    }),
    joined: new Counter({
      name: 'graphql_operations_joined_total',
      help: 'Operations answered by the execution of an identical one in flight.',
      registers,
    }),
    unlisted: new Counter({
      name: 'graphql_documents_unlisted_total',
      help: 'Documents that were not on the safelist: logged or refused, as SAFELIST says.',
      registers,
    }),
    subscriptions: new Gauge({ name: 'graphql_subscriptions_active', help: 'Subscriptions under way.', registers }),
    streams: new Gauge({
      name: 'graphql_streams_open',
      help: 'Streams from subgraphs that subscriptions share.',
      registers,
    }),
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
