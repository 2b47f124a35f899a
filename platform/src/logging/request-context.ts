import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
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
  /** Requests to other processes that have ended, where somebody wants to know. */
  fetches?: FetchTime[] | undefined;
}

/** A request to another process that has ended. */
export interface FetchTime {
  subgraph: string;
  outcome: string;
  milliseconds: number;
  /** Entities asked for by key; 0 for root fields. */
  entities: number;
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

/**
 * The request id to use for an incoming header: the sender's if it is harmless (it is written into logs and SQL
 * comments), a new one otherwise.
 */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(header) ? header : randomUUID();
}
