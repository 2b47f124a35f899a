import { fetch } from 'undici';
import { CommandFailure } from './command-failure.js';
import type { TokenSource } from './graph-client.js';
import { RetryableFailure } from './retry.policy.js';

/** What to ask the built-in issuer for. */
export interface TokenRequest {
  /** brand, creator, analyst, operator or client. */
  readonly role: string;
  readonly brandId?: string;
  /** OWNER, MANAGER or VIEWER. */
  readonly brandRole?: string;
  readonly creatorId?: string;
  /** Scopes, separated by spaces; those of the role when left out. */
  readonly scope?: string;
  readonly subject?: string;
  /** Lifetime in seconds. */
  readonly expiresInSeconds?: number;
}

/** A minted token and how long it lives, in seconds. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/**
 * Asks the gateway's built-in issuer for a token.
 * @param gatewayUrl base URL of the gateway, without a path
 * @param secret the operator's client secret
 * @throws RetryableFailure when the gateway does not answer, CommandFailure when it refuses
 */
export async function mintToken(gatewayUrl: string, secret: string, request: TokenRequest): Promise<IssuedToken> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'operator',
    client_secret: secret,
    role: request.role.toUpperCase(),
  });
  const optional = {
    brand_id: request.brandId,
    brand_role: request.brandRole,
    creator_id: request.creatorId,
    scope: request.scope,
    subject: request.subject,
    expires_in: request.expiresInSeconds?.toString(),
  };
  for (const [name, value] of Object.entries(optional)) if (value !== undefined) form.set(name, value);

  const answer = await askIssuer(gatewayUrl, '/issuer/token', form);
  if (typeof answer.access_token !== 'string') throw new CommandFailure('The token issuer answered without a token.');
  return { token: answer.access_token, expiresInSeconds: Number(answer.expires_in ?? 300) };
}

/** What is to be revoked: one token, or all of a subject up to now. */
export type RevocationRequest = { readonly token: string } | { readonly subject: string };

/**
 * Has the gateway's built-in issuer revoke tokens.
 * @param gatewayUrl base URL of the gateway, without a path
 * @param secret the operator's client secret
 * @throws RetryableFailure when the gateway does not answer, CommandFailure when it refuses
 */
export async function revokeTokens(gatewayUrl: string, secret: string, request: RevocationRequest): Promise<void> {
  await askIssuer(
    gatewayUrl,
    '/issuer/revoke',
    new URLSearchParams({ client_id: 'operator', client_secret: secret, ...request }),
  );
}

interface IssuerAnswer {
  access_token?: unknown;
  expires_in?: unknown;
  error?: unknown;
  error_description?: unknown;
}

async function askIssuer(gatewayUrl: string, path: string, form: URLSearchParams): Promise<IssuerAnswer> {
  let status: number;
  let answer: IssuerAnswer;
  try {
    const response = await fetch(new URL(path, gatewayUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
      signal: AbortSignal.timeout(15_000),
    });
    status = response.status;
    answer = (await response.json().catch(() => ({}))) as IssuerAnswer;
  } catch (error) {
    throw new RetryableFailure(`the gateway at ${gatewayUrl} does not answer`, null, { cause: error });
  }
  if (status === 429 || status >= 500) throw new RetryableFailure(`the token issuer answered ${status}`);
  if (status === 404) {
    throw new CommandFailure(
      'This gateway has no built-in issuer.',
      'Get a token from your OpenID issuer and pass it with --token or MARKETPLACE_TOKEN.',
    );
  }
  if (status !== 200) {
    const why = [answer.error_description, answer.error].find((text) => typeof text === 'string') ?? `status ${status}`;
    throw new CommandFailure(`The token issuer refused: ${why}.`);
  }
  return answer;
}

/** A token that somebody else made: it cannot be renewed. */
export function fixedToken(token: string): TokenSource {
  return { current: async () => token, refused: () => false };
}

// A token that is refused this soon after it was minted would be refused again.
const SETTLING_MS = 5_000;

/** Tokens of the built-in issuer, renewed well before they run out and whenever the gateway refuses an old one. */
export function mintedTokens(gatewayUrl: string, secret: string, request: TokenRequest): TokenSource {
  let held: { token: string; mintedAt: number; freshUntil: number } | null = null;
  let pending: Promise<string> | null = null;
  const mint = async () => {
    try {
      const issued = await mintToken(gatewayUrl, secret, request);
      const now = Date.now();
      held = { token: issued.token, mintedAt: now, freshUntil: now + issued.expiresInSeconds * 800 };
      return issued.token;
    } finally {
      pending = null;
    }
  };
  return {
    async current() {
      if (held && Date.now() < held.freshUntil) return held.token;
      return (pending ??= mint());
    },
    refused(token) {
      // Another request may have renewed it in the meantime.
      if (held?.token !== token) return true;
      if (Date.now() - held.mintedAt < SETTLING_MS) return false;
      held = null;
      return true;
    },
  };
}
