import pg from 'pg';
import type { Counter } from 'prom-client';
import { currentRequest } from '../logging/request-context.js';

/**
 * A `pg` client class whose statements begin with a comment that names the request they serve, so that a slow
 * statement in the server's log leads back to the operation; and which counts statements.
 * @param counter where to count, by origin
 */
export function tracedClientClass(counter?: Counter<'origin'>): typeof pg.Client {
  class TracedClient extends pg.Client {
    // `pg` overloads query in a dozen ways; the first parameter alone matters here.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of the overridden method
    override query(...parameters: unknown[]): any {
      const request = currentRequest();
      counter?.inc({ origin: request?.origin ?? 'background' });
      if (request) parameters[0] = withComment(parameters[0], `/* request_id=${request.requestId} */ `);
      return (super.query as (...all: unknown[]) => unknown)(...parameters);
    }
  }
  return TracedClient;
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
