import pg from 'pg';
import type { Counter } from 'prom-client';
import { currentRequest } from '../logging/request-context.js';
import { spannedStatement, startStatementSpan } from '../traces/statement-span.js';
import { guardStatement, WorkStopped } from './statement-guard.js';

/**
 * Longest to wait for the end of a statement, in ms: beyond any statement timeout. For a server that is cut off without
 * a word; a request's own limit comes long before.
 */
const longestSilence = 30_000;

/**
 * A `pg` client class whose statements begin with a comment that names the request they serve, so that a slow
 * statement in the server's log leads back to the operation; which are cancelled when that request is given up; and
 * which are counted, and traced where the request is.
 * @param counter where to count, by origin
 */
export function tracedClientClass(counter?: Counter<'origin'>): typeof pg.Client {
  class TracedClient extends pg.Client {
    // `pg` overloads query in a dozen ways; the first parameter alone matters here.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of the overridden method
    override query(...parameters: unknown[]): any {
      const request = currentRequest();
      counter?.inc({ origin: request?.origin ?? 'background' });
      const text = textOf(parameters[0]);
      // The end of a transaction that fails must get through; that of one that succeeds comes too late.
      const signal = text?.startsWith('ROLLBACK') ? undefined : request?.signal;
      if (request) parameters[0] = withComment(parameters[0], `/* request_id=${request.requestId} */ `);
      const answersLater = text !== undefined && parameters.every((parameter) => typeof parameter !== 'function');
      if (answersLater && signal?.aborted) return Promise.reject(new WorkStopped());
      const span = request?.span && answersLater ? startStatementSpan(text, this.database) : undefined;
      const started = (super.query as (...all: unknown[]) => unknown)(...parameters);
      if (!answersLater) return started;
      // A COMMIT under way is not worth stopping: the server decides in no time.
      const stop = text === 'COMMIT' ? undefined : signal;
      const answer = guardStatement(this, started as Promise<unknown>, stop, longestSilence);
      return span ? spannedStatement(span, answer) : answer;
    }
  }
  return TracedClient;
}

/** The text of a query; undefined for a stream, which is no promise either. */
function textOf(query: unknown): string | undefined {
  if (typeof query === 'string') return query;
  const { text, submit } = (query ?? {}) as { text?: unknown; submit?: unknown };
  return typeof text === 'string' && typeof submit !== 'function' ? text : undefined;
}

/**
 * A query with a comment before its text. Streams (COPY) and named statements are left as they are: they carry their
 * text themselves, and a changed text would break the latter.
 */
function withComment(query: unknown, comment: string): unknown {
  if (typeof query === 'string') return comment + query;
  if (typeof query !== 'object' || query === null) return query;
  const { text, name, submit } = query as { text?: unknown; name?: unknown; submit?: unknown };
  return typeof text === 'string' && !name && typeof submit !== 'function' ? { ...query, text: comment + text } : query;
}
