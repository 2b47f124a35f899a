import type { GraphQLFormattedError } from 'graphql';
import type { Viewer } from '#platform/identity/viewer.js';
import type { PreparedOperation } from '../operations/prepared-operation.js';
import type { GoneSignal } from './fetch/client-gone.js';
import type { SubgraphAnswer } from './fetch/subgraph-answer.js';
import type { StreamPosition } from './stream-position.js';

/** An operation to run: valid, authorised, its variables checked. */
export interface ExecutionRequest {
  operation: PreparedOperation;
  variables: Readonly<Record<string, unknown>>;
  viewer: Viewer;
  /** Whose turn it takes where operations have to wait. */
  client: string;
  requestId: string;
  /** Aborted when nobody waits for the answer any more. */
  signal: GoneSignal;
  /** For a subscription: position after which it goes on, whatever its variables say. */
  resumeAfter?: StreamPosition | undefined;
}

/** An answer. Errors of subgraphs are cleaned already; others still pass through `clientError`. */
export interface ExecutionResult {
  /** JSON text; `null` where nothing is left of the data. It is written once and goes to every transport as it is. */
  data: string;
  errors?: readonly GraphQLFormattedError[];
  /** Of an event: where it stands in its stream, if streams of its kind have positions. */
  position?: StreamPosition | undefined;
}

/**
 * Answers one after the other, in order. `return()` lets go at once, even while a `next()` is waiting; that is what an
 * async generator cannot do.
 */
export interface ResultStream<Result = ExecutionResult> extends AsyncIterableIterator<Result, undefined> {
  return(): Promise<IteratorResult<Result, undefined>>;
}

/** What is made of one event: `run` executes it, once. */
export type EventStep<Result> = (run: () => Promise<ExecutionResult>) => Promise<Result>;

/** Runs operations over the subgraphs. The one seam between transports and execution. */
export interface Executor {
  /** Runs a query or mutation. Faults of subgraphs are errors in the result; it rejects on a fault of ours only. */
  execute(request: ExecutionRequest): Promise<ExecutionResult>;
  /**
   * Opens a subscription. Each event goes through `step`, one after the other. A lost subgraph ends the stream with a GraphQLError of code SUBGRAPH_UNAVAILABLE from
   * `next()`; an operation that cannot be planned rejects here.
   */
  subscribe<Result>(request: ExecutionRequest, step: EventStep<Result>): Promise<ResultStream<Result>>;
}

/** What to subscribe to at one subgraph. */
export interface UpstreamSubscription {
  subgraph: string;
  query: string;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>>;
  viewer: Viewer;
  requestId: string;
  /** Position after which it goes on, whatever its variables say. */
  resumeAfter?: StreamPosition | undefined;
}

/** Where an executor gets the events of a subgraph from. */
export interface UpstreamEvents {
  open(subscription: UpstreamSubscription): ResultStream<SubgraphAnswer>;
}
