import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';

/** Whether the viewer runs the marketplace; a program does when it was given the `operator` scope. */
export function isOperator(viewer: Viewer): boolean {
  return viewer.role === 'OPERATOR' || (viewer.role === 'CLIENT' && viewer.scopes.includes('operator'));
}

/** Whether the viewer sees what brands have gained, whoever they are: analysts, operators and our own services. */
export function maySeeAllBrands(viewer: Viewer): boolean {
  return viewer.role === 'ANALYST' || viewer.role === 'SERVICE' || isOperator(viewer);
}

/** Whether the viewer sees public counters, of videos and creators: whoever is signed in. */
export function maySeePublicMetrics(viewer: Viewer): boolean {
  return isAuthenticated(viewer);
}

/** Whether the viewer sees what a brand's campaigns have gained: the brand itself, and those who see all of them. */
export function maySeeBrandMetrics(viewer: Viewer, brandId: string): boolean {
  return maySeeAllBrands(viewer) || (viewer.role === 'BRAND' && viewer.claims.brandId === brandId);
}

/** Whether the viewer sees what a collaboration has gained: its two sides, and those who see all brands. */
export function maySeeCollaborationMetrics(
  viewer: Viewer,
  collaboration: { brandId: string | null; creatorId: string },
): boolean {
  if (viewer.role === 'CREATOR') return viewer.claims.creatorId === collaboration.creatorId;
  return (
    maySeeAllBrands(viewer) || (collaboration.brandId !== null && maySeeBrandMetrics(viewer, collaboration.brandId))
  );
}
