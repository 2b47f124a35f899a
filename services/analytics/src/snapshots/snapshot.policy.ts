import { forbidden, unauthenticated } from '#platform/errors/graphql-errors.js';
import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';

/**
 * Lets those send snapshots whose token says so: scope `metrics:write` or `operator`.
 * @throws GraphQLError UNAUTHENTICATED or FORBIDDEN
 */
export function requireMayIngest(viewer: Viewer): void {
  if (!isAuthenticated(viewer)) throw unauthenticated();
  if (!viewer.scopes.includes('metrics:write') && !viewer.scopes.includes('operator')) throw forbidden();
}
