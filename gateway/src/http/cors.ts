import type { IncomingMessage, ServerResponse } from 'node:http';

/** Which browsers' pages may talk to the gateway: exact origins, such as `https://app.example.com`. */
export class AllowedOrigins {
  private readonly origins: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.origins = new Set(origins);
  }

  /**
   * Whether a request may come from where it does. One without an Origin comes from no page of another site; a page of
   * the gateway's own host is no foreigner.
   */
  allows(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined) return true;
    if (this.origins.has(origin)) return true;
    return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
  }

  /**
   * Grants a listed origin what CORS asks for; a foreign one gets no grant, and its browser keeps the answer from it.
   * @returns true when the request was a preflight, which is answered then
   */
  grant(request: IncomingMessage, response: ServerResponse): boolean {
    response.setHeader('vary', 'origin');
    const { origin } = request.headers;
    const granted = origin !== undefined && this.origins.has(origin);
    if (granted) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
    }
    if (request.method !== 'OPTIONS') return false;
    if (granted) {
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.setHeader(
        'access-control-allow-headers',
        'content-type, authorization, apollo-require-preflight, x-apollo-operation-name, x-request-id, x-request-cost, traceparent',
      );
      response.setHeader('access-control-max-age', '600');
    }
    response.writeHead(204, { allow: 'GET, POST, OPTIONS' }).end();
    return true;
  }
}
