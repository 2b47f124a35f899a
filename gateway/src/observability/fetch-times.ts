/** A request to a subgraph that has ended. */
export interface FetchTime {
  subgraph: string;
  outcome: string;
  milliseconds: number;
  /** Entities asked for by key; 0 for root fields. */
  entities: number;
}

/** Most fetches of one operation whose times are kept. */
const maxFetches = 100;

/**
 * Times of the requests to subgraphs of operations under way, by request id. Clients may choose ids: two operations of
 * one id see each other's fetches, and nothing worse.
 */
export class FetchTimes {
  private readonly byRequest = new Map<string, FetchTime[]>();

  /** Begins to keep those of an operation. */
  begin(requestId: string): void {
    this.byRequest.set(requestId, []);
  }

  /** Keeps one, where its operation is watched. */
  add(requestId: string, fetch: FetchTime): void {
    const fetches = this.byRequest.get(requestId);
    if (fetches && fetches.length < maxFetches) fetches.push(fetch);
  }

  /** What was kept of an operation, which is forgotten then. */
  end(requestId: string): readonly FetchTime[] {
    const fetches = this.byRequest.get(requestId) ?? [];
    this.byRequest.delete(requestId);
    return fetches;
  }
}
