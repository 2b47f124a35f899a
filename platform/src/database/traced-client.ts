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
    // `pg` overloads query in a dozen ways; the first argument alone matters here.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    override query(...parameters: any[]): any {
      const [first] = parameters;
      const request = currentRequest();
      counter?.inc({ origin: request?.origin ?? 'background' });
      if (request) {
        const comment = `/* request_id=${request.requestId} */ `;
        if (typeof first === 'string') parameters[0] = comment + first;
        // Streams (COPY) and named statements carry their text themselves; a changed text would break the latter.
        else if (
          typeof first === 'object' &&
          first !== null &&
          typeof first.text === 'string' &&
          !first.name &&
          typeof first.submit !== 'function'
        )
          parameters[0] = { ...first, text: comment + first.text };
      }
      return (super.query as (...all: unknown[]) => unknown)(...parameters);
    }
  }
  return TracedClient as typeof pg.Client;
}
