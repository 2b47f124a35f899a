import type { JWTPayload } from 'jose';
import { isId } from '#platform/database/identifiers.js';
import { anonymousViewer, serviceViewer, type Viewer } from '#platform/identity/viewer.js';

/** Where a token says who the viewer is. */
export interface ClaimNames {
  role: string;
  /** Scopes: a text separated by spaces, or a list. */
  scope: string;
  /** Names of the policies that hold for the viewer, as for scopes. */
  policies: string;
  /** Further claims of the viewer, by the name under which services know them. */
  further: Readonly<Record<string, string>>;
}

/** Longest value of a claim; services put it into queries and logs. */
const maxClaim = 200;

/** Most scopes, and most policies, of one token. */
const maxNames = 200;

/** Roles that no token can have: those of viewers without one, and of the processes themselves. */
export const reservedRoles: ReadonlySet<string> = new Set([anonymousViewer.role, serviceViewer('').role]);

/** Roles that tokens may have: the ones listed, or any, and none as well. */
export type KnownRoles = ReadonlySet<string> | 'any';

/** Role of a token without one, where any will do. */
const plainRole = 'USER';

/**
 * Makes a viewer from the claims of a verified token.
 * @param roles that a token may have; reserved ones it never may
 * @throws Error saying which claim is missing or wrong
 */
export function viewerFromClaims(payload: JWTPayload, names: ClaimNames, roles: KnownRoles): Viewer {
  const { sub, exp } = payload;
  if (typeof sub !== 'string' || sub === '' || sub.length > maxClaim) throw new Error('claim sub is missing or wrong');
  if (typeof exp !== 'number') throw new Error('claim exp is missing');
  const role = roleOf(own(payload, names.role), roles);
  if (role === undefined) throw new Error(`claim ${names.role} names no known role`);
  const claims: Record<string, string> = {};
  for (const [name, claim] of Object.entries(names.further)) {
    const value = own(payload, claim);
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' || value.length > maxClaim) throw new Error(`claim ${claim} is no short text`);
    // An id means the same in capitals; services compare what they are given.
    claims[name] = isId(value) ? value.toLowerCase() : value;
  }
  const policies = namesOf(own(payload, names.policies), names.policies);
  return Object.freeze({
    subject: sub,
    role,
    scopes: namesOf(own(payload, names.scope), names.scope),
    ...(policies.length && { policies }),
    claims,
    expiresAt: exp,
  });
}

function roleOf(value: unknown, roles: KnownRoles): string | undefined {
  const role = value === undefined && roles === 'any' ? plainRole : value;
  if (typeof role !== 'string' || role === '' || role.length > maxClaim || reservedRoles.has(role)) return undefined;
  return roles === 'any' || roles.has(role) ? role : undefined;
}

function namesOf(value: unknown, claim: string): string[] {
  if (value === undefined || value === null) return [];
  const listed: unknown[] =
    typeof value === 'string' ? value.split(' ').filter(Boolean) : Array.isArray(value) ? value : [undefined];
  if (
    listed.length > maxNames ||
    !listed.every((name): name is string => typeof name === 'string' && name.length <= maxClaim)
  ) {
    throw new Error(`claim ${claim} is no list of names`);
  }
  return [...new Set(listed)];
}

function own(payload: JWTPayload, name: string): unknown {
  return Object.hasOwn(payload, name) ? payload[name] : undefined;
}
