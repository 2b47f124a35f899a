import { defaultPlanningLimits, type PlanningLimits } from './execution/planning/planning-workers.js';
import { defaultDocumentLimits, type DocumentLimits } from './limits/document-limits.js';
import type { VariableLimits } from './limits/variable-size.js';
import { defaultCostLimits, type CostLimits } from './limits/operation-cost.js';

/** Bounds of what a client or a subgraph may cost. */
export interface GatewayLimits extends DocumentLimits, VariableLimits, CostLimits, PlanningLimits {
  /** Most bytes of a request's body, and of a message on a WebSocket. */
  body: number;
  /**
   * How much of one client's documents may be refused in a minute before no new ones are looked at: 1 for each document
   * and 1 for each 1,000 characters of it; 0 for any number.
   */
  refusals: number;
  /** Points that one client may spend in a minute; 0 for as many as it likes. */
  operationBudget: number;
  /** Longest that an operation waits for subgraphs, in ms. */
  subgraphTimeout: number;
  /** Most bytes of one subgraph's answer. */
  subgraphAnswer: number;
  /** Failed requests to one subgraph within ten seconds, at least half of all, after which none is sent for a while. */
  breakerFailures: number;
  /** That while, in ms. */
  breakerOpenTime: number;
  /** Most operations at once on one WebSocket. */
  subscriptionsPerSocket: number;
  /** Most subscriptions at once of one viewer, over whatever connections; of one address, for viewers without a token. */
  subscriptionsPerViewer: number;
  /** Most WebSockets of one viewer; of one address, for viewers without a token. */
  socketsPerViewer: number;
  /** Most WebSockets of one address whose viewer is not known yet; tokens cannot tell clients apart before that. */
  pendingSocketsPerAddress: number;
  /** Most messages a second, pings included, on one WebSocket; ten times as many at once. */
  socketMessagesPerSecond: number;
  /** Most bytes of events that wait to be sent to one client; sixteen times as many of answers on a WebSocket. */
  socketBuffer: number;
  /** Longest that something may wait to be sent to one client, in ms. */
  socketBufferAge: number;
}

/** Limits unless settings say otherwise. */
export const defaultLimits: GatewayLimits = {
  ...defaultDocumentLimits,
  ...defaultCostLimits,
  ...defaultPlanningLimits,
  // A thousand snapshots or five hundred creators in one request fit.
  body: 1024 * 1024,
  // More than those have.
  variableValues: 50_000,
  // More different ones than a person makes mistakes.
  refusals: 200,
  operationBudget: 0,
  subgraphTimeout: 10_000,
  subgraphAnswer: 16 * 1024 * 1024,
  breakerFailures: 10,
  breakerOpenTime: 3_000,
  subscriptionsPerSocket: 100,
  subscriptionsPerViewer: 1_000,
  socketsPerViewer: 100,
  // A socket is such a one for some round trips: hundreds of clients behind one address may connect again at once.
  pendingSocketsPerAddress: 500,
  socketMessagesPerSecond: 50,
  socketBuffer: 64 * 1024,
  socketBufferAge: 10_000,
};
