import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Span } from '@opentelemetry/api';

/** What every log line and SQL statement of one request carries. */
export interface RequestContext {
  /** Travels from the client or the gateway to the last statement. */
  requestId: string;
  /** Whether a client's operation or the process itself (feeds, polling, health) is at work. */
  origin: 'request' | 'background';
  /** Set once a connection to the database broke under the request. */
  connectionLost?: boolean;
  /** Falls when work beneath the request must stop: its time is up, or nobody waits for the answer any more. */
  signal?: AbortSignal;
  /** When its time is up, by `performance.now()`; undefined where it has no limit. */
  endsAt?: number;
  /** The span of the work being done, where it is traced. */
  span?: Span | undefined;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Header in which the request id travels. */
export const requestIdHeader = 'x-request-id';

/**
 * Header in which the gateway tells how many milliseconds are left to answer. Relative, as in gRPC's `grpc-timeout`, so
 * that clocks need not agree.
 */
export const timeLeftHeader = 'x-request-timeout-ms';

/** Runs `work` so that logs and SQL statements beneath it carry the request's id. */
export function runInRequest<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The request being served, if any. */
export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}

// Random per process, then counted: unique among all processes, and a fraction of the cost of a random one each time.
const ownPrefix = randomBytes(9).toString('base64url');
let made = 0;

/** A request id of our own. */
export function newRequestId(): string {
  made += 1;
  return `${ownPrefix}.${made.toString(36)}`;
}

/**
 * The request id to use for an incoming header: the sender's if it is harmless (it is written into logs and SQL
 * comments), a new one otherwise.
 */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(header) ? header : newRequestId();
}
