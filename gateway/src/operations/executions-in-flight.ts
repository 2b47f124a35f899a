import { ClientGone, type GoneSignal } from '../execution/fetch/client-gone.js';
import type { Counter } from 'prom-client';
import type { Viewer } from '#platform/identity/viewer.js';
import type { ClientResult } from './client-result.js';
import type { OperationRequest } from './operation-request.js';
import type { BoundOperation } from './prepared-operation.js';

/** An execution under way, and who waits for it. */
interface SharedExecution {
  result: Promise<ClientResult>;
  /** How many writes had begun or ended when it started. */
  writes: number;
  waiting: number;
  /** Whether more than one request has waited for it. */
  joined: boolean;
  gone: ClientGone;
}

/**
 * Answers identical queries that are in flight at the same time by one execution: the same text, name and variables, of
 * one viewer, which is one object per verified token. Nobody is answered by an execution that began before a write at
 * this gateway began or ended, so that no viewer reads what is older than his own acknowledged write. Mutations are
 * never shared.
 */
export class ExecutionsInFlight {
  private readonly running = new WeakMap<BoundOperation, Map<string, SharedExecution>>();
  private readonly viewerNumbers = new WeakMap<Viewer, number>();
  private viewers = 0;
  private writes = 0;

  /** @param joined counts requests that are answered by another's execution */
  constructor(private readonly joined: Pick<Counter, 'inc'>) {}

  /** Runs a mutation: what began before it, or while it ran, is joined by nobody who comes after it. */
  async write<Result>(work: () => Promise<Result>): Promise<Result> {
    this.writes += 1;
    try {
      return await work();
    } finally {
      this.writes += 1;
    }
  }

  /**
   * Gives the result of a query, from an execution under way if there is one.
   * @param start begins an execution; its signal falls when all who wait for it have gone
   * @returns with it, whether the execution was begun here
   */
  join(
    bound: BoundOperation,
    { viewer, variables, signal }: OperationRequest,
    start: (signal: GoneSignal) => Promise<ClientResult>,
  ): { execution: Promise<ClientResult>; isOwn: boolean } {
    let byKey = this.running.get(bound);
    if (!byKey) this.running.set(bound, (byKey = new Map<string, SharedExecution>()));
    // Who has no variables may send none, null or an empty object.
    const text = variables ? JSON.stringify(variables) : '{}';
    const key = `${this.numberOf(viewer)} ${text}`;
    let shared = byKey.get(key);
    const isOwn = !shared || shared.writes !== this.writes || shared.gone.aborted;
    if (!shared || isOwn) {
      const gone = new ClientGone();
      shared = { result: start(gone), writes: this.writes, waiting: 1, joined: false, gone };
      byKey.set(key, shared);
      void this.forgetAfter(shared, byKey, key);
    } else {
      shared.waiting += 1;
      shared.joined = true;
      this.joined.inc();
    }
    return { execution: this.waitedFor(shared, signal), isOwn };
  }

  private async forgetAfter(shared: SharedExecution, byKey: Map<string, SharedExecution>, key: string): Promise<void> {
    await shared.result.catch(() => undefined);
    // A later one may have taken its place.
    if (byKey.get(key) === shared) byKey.delete(key);
  }

  private async waitedFor(shared: SharedExecution, signal: GoneSignal): Promise<ClientResult> {
    const leave = (): void => {
      shared.waiting -= 1;
      if (shared.waiting === 0) shared.gone.abort();
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    try {
      const result = await shared.result;
      if (shared.joined) result.isShared = true;
      return result;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  private numberOf(viewer: Viewer): number {
    let number = this.viewerNumbers.get(viewer);
    if (number === undefined) this.viewerNumbers.set(viewer, (number = this.viewers += 1));
    return number;
  }
}
