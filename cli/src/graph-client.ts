import { Agent, fetch } from 'undici';
import {
  FIRST_CONTACT,
  PATIENT,
  type RetryPolicy,
  RetryableFailure,
  readRetryAfter,
  withRetries,
} from './retry.policy.js';

/** Where tokens come from: a fixed one, or one that is minted anew when it has run out. */
export interface TokenSource {
  /** The token to send now. */
  current(): Promise<string>;
  /** Tells that the gateway refused this token; returns whether another one can be had. */
  refused(token: string): boolean;
}

/** An error of a GraphQL answer. */
export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

/** The graph answered, and said no. */
export class GraphFailure extends Error {
  /**
   * @param errors what the graph said; at least one
   * @param status HTTP status of the answer
   */
  constructor(
    readonly errors: readonly GraphError[],
    readonly status: number,
  ) {
    super(errors.map((error) => error.message).join('; '));
    this.name = 'GraphFailure';
  }

  /** Whether any of the errors has this code. */
  has(code: string): boolean {
    return this.errors.some((error) => error.extensions?.code === code);
  }
}

/** What a client needs to know of the gateway. */
export interface GraphClientOptions {
  /** Full URL of the endpoint, such as `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  readonly tokens: TokenSource;
  readonly signal?: AbortSignal;
  /** How patient to be; if left out, a gateway that has answered before is waited for longer. */
  readonly policy?: RetryPolicy;
  /** Called before each pause, for a word to the operator. */
  readonly onRetry?: (failure: RetryableFailure, pauseMs: number) => void;
  /** Deadline of one try in ms. */
  readonly timeoutMs?: number;
}

/** Sends one operation and returns its data; throws `GraphFailure`, or `RetryableFailure` once the tries are used up. */
export type GraphClient = <Data>(document: string, variables?: Record<string, unknown>) => Promise<Data>;

// Answers that pass by themselves: everything the command line sends may be sent twice without harm.
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);
const PASSING_CODES = new Set(['RATE_LIMITED', 'SUBGRAPH_UNAVAILABLE', 'TIMEOUT']);

/** Builds the one GraphQL client of the command line: bearer token, deadline, retries with back-off. */
export function createGraphClient(options: GraphClientOptions): GraphClient & { close: () => Promise<void> } {
  const agent = new Agent({ connections: 4, keepAliveTimeout: 4_000 });
  let hasAnswered = false;
  const request = async <Data>(document: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const body = JSON.stringify({ query: document, variables });
    const policy = options.policy ?? (hasAnswered ? PATIENT : FIRST_CONTACT);
    const data = await withRetries(() => sendOnce<Data>(options, agent, body), { ...options, policy });
    hasAnswered = true;
    return data;
  };
  return Object.assign(request, { close: () => agent.close() });
}

async function sendOnce<Data>(options: GraphClientOptions, dispatcher: Agent, body: string): Promise<Data> {
  const token = await options.tokens.current();
  const deadline = AbortSignal.timeout(options.timeoutMs ?? 60_000);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  let status: number;
  let retryAfterMs: number | null;
  let text: string;
  try {
    const response = await fetch(options.url, {
      method: 'POST',
      dispatcher,
      signal,
      body,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        authorization: `Bearer ${token}`,
      },
    });
    status = response.status;
    retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
    text = await response.text();
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    throw new RetryableFailure(`no answer from ${options.url}: ${networkReason(error)}`, null, { cause: error });
  }
  const answer = readAnswer(text);
  const errors = answer?.errors ?? [];
  const failure = new GraphFailure(
    errors.length > 0 ? errors : [{ message: `the gateway answered ${status}` }],
    status,
  );
  if ((status === 401 || failure.has('UNAUTHENTICATED')) && options.tokens.refused(token)) {
    throw new RetryableFailure('the token has run out', 0, { cause: failure });
  }
  const passing = PASSING_STATUS.has(status) || errors.some((error) => PASSING_CODES.has(error.extensions?.code ?? ''));
  // A 500 with a GraphQL answer is a fault that another try would only repeat.
  if (passing && !(status === 500 && errors.length > 0)) {
    throw new RetryableFailure(
      errors.length > 0 ? `the graph answered: ${failure.message}` : failure.message,
      retryAfterMs,
      { cause: failure },
    );
  }
  if (errors.length > 0 || status >= 400) throw failure;
  if (!answer?.data) throw new RetryableFailure(`the gateway's answer is no GraphQL answer (status ${status})`);
  return answer.data as Data;
}

function readAnswer(text: string): { data?: unknown; errors?: GraphError[] } | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? answer : null;
  } catch {
    return null;
  }
}

function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}
