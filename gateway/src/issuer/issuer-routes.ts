import type { IncomingMessage } from 'node:http';
import { sendJson, type RouteHandler } from '#platform/http/http-server.js';
import { readBody } from '#platform/http/request-body.js';
import { isJsonObject } from '#platform/json/json-object.js';
import { IssuerError, type Issuer } from './issuer.js';
import type { SigningKey } from './signing-key.js';

/** Most bytes of a token request. */
const bodyLimit = 16 * 1024;

/** Routes of the built-in issuer: its public keys, and for the operator `POST /issuer/token` and `POST /issuer/revoke`. */
export function issuerRoutes(issuer: Issuer, key: SigningKey): Record<string, RouteHandler> {
  return {
    '/.well-known/jwks.json': (request, response) => {
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return sendJson(response, 405, { error: 'invalid_request' }, { allow: 'GET, HEAD' });
      sendJson(response, 200, { keys: [key.publicJwk] }, { 'cache-control': 'public, max-age=300' });
    },
    '/issuer/token': parametersRoute((parameters) => issuer.issue(parameters)),
    '/issuer/revoke': parametersRoute(async (parameters) => {
      await issuer.revoke(parameters);
      return {};
    }),
  };
}

const statuses: Partial<Record<IssuerError['code'], number>> = { invalid_client: 401, server_error: 503 };

/** A route that takes the parameters of a POST, and answers JSON that nobody may keep. */
function parametersRoute(answer: (parameters: Record<string, unknown>) => Promise<object>): RouteHandler {
  return async (request, response) => {
    if (request.method !== 'POST') return sendJson(response, 405, { error: 'invalid_request' }, { allow: 'POST' });
    try {
      sendJson(response, 200, await answer(await readParameters(request)), { 'cache-control': 'no-store' });
    } catch (error) {
      if (!(error instanceof IssuerError)) throw error;
      sendJson(
        response,
        statuses[error.code] ?? 400,
        { error: error.code, error_description: error.message },
        { 'cache-control': 'no-store' },
      );
    }
  };
}

/** Reads a form, as OAuth 2.0 has it, or JSON. */
async function readParameters(request: IncomingMessage): Promise<Record<string, unknown>> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const text = await readBody(request, bodyLimit);
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text));
  if (type === 'application/json') {
    try {
      const json = JSON.parse(text) as unknown;
      if (isJsonObject(json)) return json;
    } catch {
      // Answered below.
    }
  }
  throw new IssuerError('invalid_request', 'send a form or a JSON object');
}
