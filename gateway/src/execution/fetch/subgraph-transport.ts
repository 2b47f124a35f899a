import type { Viewer } from '#platform/identity/viewer.js';
import type { Deadline } from './deadline.js';
import type { FetchShape } from '../compile/failure-paths.js';
import type { SubgraphAnswer } from './subgraph-answer.js';

/** A request to a subgraph. */
export interface SubgraphRequest {
  /** What the query asks for. */
  shape: FetchShape;
  /** JSON text of the request: query, variables, operationName. */
  body: string;
  /** One object per representation in `body`, in their order, whose `__typename` is that of the representation. */
  representations: readonly unknown[];
  /** Places of the answer that wanted an entity and had no key for it. */
  skipped?: number;
  viewer: Viewer;
  requestId: string;
  deadline: Deadline;
}

/** What an executor reaches one subgraph through. */
export interface SubgraphTransport {
  /** Sends a request. Never rejects: faults are errors in the answer, with paths within the subgraph's answer. */
  send(request: SubgraphRequest): Promise<SubgraphAnswer>;
}
