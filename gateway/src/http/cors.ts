import type { IncomingMessage, ServerResponse } from 'node:http';

// For whoever keeps answers: what they say and what is granted depends on who asks, and how they are written on what the
// client takes.
const noGrant = ['vary', 'accept, accept-encoding, authorization, origin'];
const exposed = ['access-control-expose-headers', 'x-request-id, retry-after, ratelimit, ratelimit-policy'];

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
   * What an answer to a page says of origins: a listed one is granted what CORS asks for, a foreign one is not, and its
   * browser keeps the answer from it. Names and values of headers in turn.
   */
  grantOf(origin: string | undefined): readonly string[] {
    if (origin === undefined || !this.origins.has(origin)) return noGrant;
    return [...noGrant, 'access-control-allow-origin', origin, ...exposed];
  }

  /**
   * Sets those headers.
   * @returns true when the request was a preflight, which is answered then
   */
  grant(request: IncomingMessage, response: ServerResponse): boolean {
    const { origin } = request.headers;
    const granted = origin !== undefined && this.origins.has(origin);
    const headers = this.grantOf(origin);
    for (let at = 0; at < headers.length; at += 2) response.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
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
