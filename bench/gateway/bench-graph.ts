import type { TokenRequest } from '../../stack/src/issued-token.js';
import type { MeasuredProcess } from './measured-process.js';

/**
 * What a comparison is about. `alone`: no gateway shares anything between requests. `sharing`: identical traffic, and
 * gateways that can share identical work in flight do. `literals`: every request brings a literal of its own in its text.
 */
export const modes = ['alone', 'sharing', 'literals'] as const;
export type Mode = (typeof modes)[number];

/** An operation that gateways are measured with. */
export interface BenchOperation {
  name: string;
  /** Body of a request. @param turn counts requests; operations that vary differ by it */
  body(turn: number): string;
  /** As whom it is sent to a gateway that authenticates. */
  viewer: TokenRequest;
}

/** A service as a gateway without a supergraph wants it. */
export interface ServiceDescription {
  name: string;
  url: string;
  /** SDL of Federation 1. */
  schema: string;
}

/** A graph that gateways are measured on, with its subgraphs running. */
export interface BenchGraph {
  name: string;
  /** SDL with the subgraphs' addresses. */
  supergraph: string;
  /** The same without rights: stock refuses them, and no peer is asked to check them. */
  peerSupergraph: string;
  services: ServiceDescription[];
  operations: BenchOperation[];
  /** Who signs what ours tells subgraphs of the viewer. */
  assertionSecret: string;
  subgraphs: MeasuredProcess;
  /** Subgraph requests so far. */
  fetches(): Promise<number>;
  /** To be called before an operation's requests. */
  select(operation: BenchOperation): Promise<void>;
  /**
   * How long each gateway sends an operation before its answers are kept for good, in ms; 0 where none are. What it asks
   * for in one request depends on which answers come first, and under load they come in other orders.
   */
  rehearsal: number;
  /** Called once every gateway has sent every operation: from then on answers come from memory. */
  rehearsed(): Promise<void>;
  stop(): Promise<void>;
}
