import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';
import type { BrandParty } from './brand.status.js';

/** Whether the viewer runs the marketplace; a program does when it was given the `operator` scope. */
export function isOperator(viewer: Viewer): boolean {
  return viewer.role === 'OPERATOR' || (viewer.role === 'CLIENT' && viewer.scopes.includes('operator'));
}

/** Whether the viewer belongs to the brand. */
export function isMember(viewer: Viewer, brandId: string): boolean {
  return viewer.role === 'BRAND' && viewer.claims.brandId === brandId;
}

/** What the viewer is to a brand. */
export function partiesOf(viewer: Viewer, brandId: string): BrandParty[] {
  const parties: BrandParty[] = [];
  // Whoever is not signed in as someone else may hold the token.
  if (!isAuthenticated(viewer) || isMember(viewer, brandId)) parties.push('TOKEN_HOLDER');
  if (isMember(viewer, brandId)) parties.push('MEMBER');
  if (isMember(viewer, brandId) && viewer.claims.brandRole === 'OWNER') parties.push('OWNER');
  if (isOperator(viewer)) parties.push('OPERATOR');
  return parties;
}

/** Whether the viewer sees the public side of brands: anyone who is signed in, and other services. */
export function mayReadBrands(viewer: Viewer): boolean {
  return isAuthenticated(viewer);
}

/** Whether the viewer sees contacts and the linked advertiser account of a brand. */
export function mayReadPrivateSide(viewer: Viewer, brandId: string): boolean {
  return isMember(viewer, brandId) || isOperator(viewer);
}
