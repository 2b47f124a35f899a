import { StartError, errorMessage } from './start-error.js';

/** What a token of the built-in issuer should say. Left out: the issuer's default. */
export interface TokenRequest {
  role: 'BRAND' | 'CREATOR' | 'ANALYST' | 'OPERATOR' | 'CLIENT';
  subject?: string;
  brandId?: string;
  brandRole?: 'OWNER' | 'MANAGER' | 'VIEWER';
  creatorId?: string;
  /** Separated by spaces. */
  scope?: string;
  /** Lifetime in seconds. */
  expiresIn?: number;
}

/**
 * Has the gateway's built-in issuer make a token.
 * @param secret the operator's client secret
 * @throws StartError where it does not
 */
export async function issueToken(gateway: string, secret: string, request: TokenRequest): Promise<string> {
  const fields = {
    grant_type: 'client_credentials',
    client_id: 'operator',
    client_secret: secret,
    role: request.role,
    subject: request.subject,
    brand_id: request.brandId,
    brand_role: request.brandRole,
    creator_id: request.creatorId,
    scope: request.scope,
    expires_in: request.expiresIn?.toString(),
  };
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  let answer: Response;
  try {
    answer = await fetch(`${gateway}/issuer/token`, {
      method: 'POST',
      body: new URLSearchParams(given),
      signal: AbortSignal.timeout(10_000),
    });
  } catch (error) {
    throw new StartError(`The token issuer does not answer: ${errorMessage(error)}.`, { cause: error });
  }
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  if (answer.ok && typeof body.access_token === 'string') return body.access_token;
  const reason = [body.error_description, body.error].find((part) => typeof part === 'string') ?? 'no reason given';
  throw new StartError(`The token issuer refuses (status ${answer.status}): ${reason}.`);
}
