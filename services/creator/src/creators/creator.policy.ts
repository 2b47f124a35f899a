import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';
import type { CreatorParty } from './creator.status.js';

/** Whether the viewer runs the marketplace; a program does when it was given the `operator` scope. */
export function isOperator(viewer: Viewer): boolean {
  return viewer.role === 'OPERATOR' || (viewer.role === 'CLIENT' && viewer.scopes.includes('operator'));
}

/** Whether the viewer is this creator. */
export function isSelf(viewer: Viewer, creatorId: string): boolean {
  return viewer.role === 'CREATOR' && viewer.claims.creatorId === creatorId;
}

/** What the viewer is to a creator. */
export function partiesOf(viewer: Viewer, creatorId: string): CreatorParty[] {
  const parties: CreatorParty[] = [];
  if (isSelf(viewer, creatorId)) parties.push('SELF');
  if (isOperator(viewer)) parties.push('OPERATOR');
  return parties;
}

/** Whether the viewer sees creators and their videos: anyone who is signed in, and other services. */
export function mayReadCreators(viewer: Viewer): boolean {
  return isAuthenticated(viewer);
}

/** Whether the viewer may store what platforms report. */
export function mayImport(viewer: Viewer): boolean {
  return isOperator(viewer) || viewer.scopes.includes('metrics:write');
}
