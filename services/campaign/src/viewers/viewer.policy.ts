import { forbidden, unauthenticated } from '#platform/errors/graphql-errors.js';
import { isId } from '#platform/database/identifiers.js';
import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';
import type { Actor } from '../lifecycle/transition-table.js';

/** Roles of brand members who may act for the brand; a VIEWER only reads. */
const actingBrandRoles = new Set(['OWNER', 'MANAGER']);

/** What a viewer is to this service. A token whose tenant is missing or malformed stands for nobody in particular. */
export type Standing =
  | { kind: 'BRAND'; brandId: string; acts: boolean }
  | { kind: 'CREATOR'; creatorId: string }
  | { kind: 'ANALYST' }
  | { kind: 'OPERATOR' }
  | { kind: 'SERVICE' }
  /** Signed in, with no part in any campaign: API clients. */
  | { kind: 'GUEST' }
  | { kind: 'ANONYMOUS' };

/** Reads a viewer's standing from role and claims. */
export function standingOf(viewer: Viewer): Standing {
  const { brandId, brandRole, creatorId } = viewer.claims;
  switch (viewer.role) {
    case 'BRAND':
      return isId(brandId)
        ? { kind: 'BRAND', brandId: brandId.toLowerCase(), acts: actingBrandRoles.has(brandRole ?? '') }
        : { kind: 'GUEST' };
    case 'CREATOR':
      return isId(creatorId) ? { kind: 'CREATOR', creatorId: creatorId.toLowerCase() } : { kind: 'GUEST' };
    case 'ANALYST':
    case 'OPERATOR':
    case 'SERVICE':
      return { kind: viewer.role };
    case 'CLIENT':
      return { kind: viewer.scopes.includes('operator') ? 'OPERATOR' : 'GUEST' };
    default:
      return { kind: isAuthenticated(viewer) ? 'GUEST' : 'ANONYMOUS' };
  }
}

/** The two sides of an object: a campaign has only the brand's. */
export interface Sides {
  brandId: string;
  creatorId?: string;
}

/** As whom a viewer acts on an object; null for those who may at most read it. */
export function actorOn(standing: Standing, sides: Sides): Actor | null {
  switch (standing.kind) {
    case 'BRAND':
      return standing.acts && standing.brandId === sides.brandId ? 'BRAND' : null;
    case 'CREATOR':
      return standing.creatorId === sides.creatorId ? 'CREATOR' : null;
    case 'OPERATOR':
      return 'OPERATOR';
    default:
      return null;
  }
}

/** Whether a viewer is a side of an object, or watches over both: they alone see terms, drafts and money. */
export function seesInside(standing: Standing, sides: Sides): boolean {
  switch (standing.kind) {
    case 'BRAND':
      return standing.brandId === sides.brandId;
    case 'CREATOR':
      return standing.creatorId === sides.creatorId;
    case 'OPERATOR':
    case 'SERVICE':
      return true;
    default:
      return false;
  }
}

/**
 * Which objects with two sides a viewer reaches, at every path: root, nested, filter, cursor, entity reference. What
 * is out of reach is as if it were not there.
 */
export type Reach =
  { kind: 'ALL' | 'NONE' } | { kind: 'BRAND'; brandId: string } | { kind: 'CREATOR'; creatorId: string };

/** The reach of a side, of those who watch over all, and of nobody else. */
export function reachOfSides(standing: Standing): Reach {
  switch (standing.kind) {
    case 'BRAND':
      return { kind: 'BRAND', brandId: standing.brandId };
    case 'CREATOR':
      return { kind: 'CREATOR', creatorId: standing.creatorId };
    case 'OPERATOR':
    case 'SERVICE':
      return { kind: 'ALL' };
    default:
      return { kind: 'NONE' };
  }
}

/** @throws GraphQLError UNAUTHENTICATED for a viewer without a token */
export function requireSignedIn(standing: Standing): void {
  if (standing.kind === 'ANONYMOUS') throw unauthenticated();
}

/**
 * Keeps out those who can never act here, before anything is looked up.
 * @throws GraphQLError UNAUTHENTICATED or FORBIDDEN
 */
export function requireActor(standing: Standing, ...actors: Actor[]): void {
  requireSignedIn(standing);
  const acts = standing.kind === 'BRAND' ? standing.acts : true;
  if (!acts || !(actors as string[]).includes(standing.kind)) throw forbidden();
}
