import { CommandFailure } from '../command-failure.js';
import type { CliEnvironment } from '../environment.js';
import { explainFailure, graphUrl, requireIssuerSecret } from '../graph-session.js';
import { withRetries } from '../retry.policy.js';
import { mintToken } from '../token-source.js';

/** Options of `token`. */
export interface TokenOptions {
  readonly role: string;
  readonly brand?: string;
  readonly brandRole?: string;
  readonly creator?: string;
  readonly scope?: readonly string[];
  readonly subject?: string;
  readonly expires?: string;
  readonly url?: string;
}

/** Roles that a token can be made for. */
export const TOKEN_ROLES = ['brand', 'creator', 'analyst', 'operator', 'client'] as const;

/** `marketplace token`: prints a token of the built-in issuer, and nothing else, on stdout. */
export async function tokenCommand(options: TokenOptions, environment: CliEnvironment): Promise<void> {
  if (options.role === 'brand' && !options.brand)
    throw new CommandFailure('A brand token needs to know whose it is.', 'Pass --brand ID.');
  if (options.role === 'creator' && !options.creator) {
    throw new CommandFailure('A creator token needs to know whose it is.', 'Pass --creator ID.');
  }
  const url = graphUrl(environment, options.url);
  const scopes = (options.scope ?? []).flatMap((text) => text.split(/[\s,]+/)).filter(Boolean);
  if (options.role === 'client' && scopes.length === 0) {
    throw new CommandFailure(
      'A client token needs scopes.',
      'Pass some, such as --scope creators:read --scope metrics:write.',
    );
  }
  const request = {
    role: options.role,
    brandId: options.brand,
    brandRole: options.role === 'brand' ? (options.brandRole ?? 'owner').toUpperCase() : undefined,
    creatorId: options.creator,
    scope: scopes.length > 0 ? scopes.join(' ') : undefined,
    subject: options.subject,
    expiresInSeconds: options.expires === undefined ? undefined : parseDuration(options.expires),
  };
  const secret = requireIssuerSecret(environment);
  try {
    const attempt = () => mintToken(new URL(url).origin, secret, request);
    const { token } = await withRetries(attempt, { policy: { attempts: 3, baseDelayMs: 300, maxDelayMs: 2_000 } });
    console.log(token);
  } catch (error) {
    throw explainFailure(error, url);
  }
}

/** Seconds of a duration such as `900`, `15m`, `12h` or `7d`; throws CommandFailure when it is none. */
export function parseDuration(text: string): number {
  const [, amount, unit = 's'] = /^(\d+)\s*([smhd]?)$/i.exec(text.trim()) ?? [];
  const seconds = Number(amount) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit.toLowerCase() || 's'] ?? NaN);
  if (!Number.isSafeInteger(seconds) || seconds <= 0) {
    throw new CommandFailure(`"${text}" is no duration.`, 'Write it in seconds, or as 15m, 12h or 7d.');
  }
  return seconds;
}
