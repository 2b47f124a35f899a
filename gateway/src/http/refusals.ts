import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { sendJson } from '#platform/http/http-server.js';
import type { TokenError } from '../authentication/authenticator.js';
import { KeysUnavailable } from '../authentication/issuer-keys.js';
import type { AnswerType } from './answer-type.js';

/** Refuses a request for what it is as HTTP: no operation was looked at. */
export function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] }, headers);
}

/** Refuses a request for its token. */
export function refuseToken(response: ServerResponse, error: TokenError): void {
  sendJson(response, 401, { errors: [error.toClient()] }, { 'www-authenticate': 'Bearer error="invalid_token"' });
}

/** Refuses a request whose token cannot be checked. */
export function refuseUnchecked(response: ServerResponse, error: KeysUnavailable): void {
  sendJson(response, 503, { errors: [error.toClient()] }, { 'retry-after': String(KeysUnavailable.retryAfter) });
}

const statuses: Record<string, number> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, RATE_LIMITED: 429, INTERNAL: 500 };

/**
 * HTTP status of an answer without data. GraphQL over HTTP wants 200 where the client takes plain JSON alone, since
 * there a status could come from something in between.
 */
export function refusalStatus(errors: readonly GraphQLFormattedError[] | undefined, { plainOnly }: AnswerType): number {
  const code = String(errors?.[0]?.extensions?.code);
  // Who comes too often is told in the words of HTTP, whatever the client takes.
  if (plainOnly && code !== 'RATE_LIMITED') return 200;
  return statuses[code] ?? 400;
}

/** The header that says when to come again, of an answer whose error says it. */
export function retryHeader(errors: readonly GraphQLFormattedError[] | undefined): Record<string, string> {
  const seconds = errors?.[0]?.extensions?.retryAfter;
  return typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {};
}
