import type { JWTPayload } from 'jose';
import { isId } from '#platform/database/identifiers.js';
import type { Viewer } from '#platform/identity/viewer.js';

/** Where a token says who the viewer is. */
export interface ClaimNames {
  role: string;
  /** Scopes: a text separated by spaces, or a list. */
  scope: string;
  /** Further claims of the viewer, by the name under which services know them. */
  further: Readonly<Record<string, string>>;
}

/** Longest value of a claim; services put it into queries and logs. */
const maxClaim = 200;

/** Most scopes of one token. */
const maxScopes = 200;

/**
 * Makes a viewer from the claims of a verified token.
 * @param roles that a token may have; the ones that the processes give themselves are not among them
 * @throws Error saying which claim is missing or wrong
 */
export function viewerFromClaims(payload: JWTPayload, names: ClaimNames, roles: ReadonlySet<string>): Viewer {
  const { sub, exp } = payload;
  if (typeof sub !== 'string' || sub === '' || sub.length > maxClaim) throw new Error('claim sub is missing or wrong');
  if (typeof exp !== 'number') throw new Error('claim exp is missing');
  const role = own(payload, names.role);
  if (typeof role !== 'string' || !roles.has(role)) throw new Error(`claim ${names.role} names no known role`);
  const claims: Record<string, string> = {};
  for (const [name, claim] of Object.entries(names.further)) {
    const value = own(payload, claim);
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' || value.length > maxClaim) throw new Error(`claim ${claim} is no short text`);
    // An id means the same in capitals; services compare what they are given.
    claims[name] = isId(value) ? value.toLowerCase() : value;
  }
  return Object.freeze({
    subject: sub,
    role,
    scopes: scopesOf(own(payload, names.scope), names.scope),
    claims,
    expiresAt: exp,
  });
}

function scopesOf(value: unknown, claim: string): string[] {
  if (value === undefined || value === null) return [];
  const scopes: unknown[] =
    typeof value === 'string' ? value.split(' ').filter(Boolean) : Array.isArray(value) ? value : [undefined];
  if (
    scopes.length > maxScopes ||
    !scopes.every((scope): scope is string => typeof scope === 'string' && scope.length <= maxClaim)
  ) {
    throw new Error(`claim ${claim} is no list of scopes`);
  }
  return [...new Set(scopes)];
}

function own(payload: JWTPayload, name: string): unknown {
  return Object.hasOwn(payload, name) ? payload[name] : undefined;
}
