import type { GoneSignal } from '../execution/fetch/client-gone.js';
import type { Viewer } from '#platform/identity/viewer.js';
import type { StreamPosition } from '../execution/stream-position.js';

/** An operation as a transport hands it over. */
export interface OperationRequest {
  query: string;
  operationName?: string | null | undefined;
  variables?: Readonly<Record<string, unknown>> | null | undefined;
  viewer: Viewer;
  /** Whose bounds it counts against. */
  client: string;
  requestId: string;
  /** Aborted when the client has gone. */
  signal: GoneSignal;
  /** Whether answers tell what the operation costs. */
  showCost?: boolean | undefined;
  /** For a subscription: position after which it goes on, whatever its variables say. */
  resumeAfter?: StreamPosition | undefined;
}
