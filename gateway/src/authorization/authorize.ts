import { GraphQLError } from 'graphql';
import { isAuthenticated, type Viewer } from '#platform/identity/viewer.js';
import type { OperationNeeds } from './needs.js';
import type { Requirement } from './rights.js';

/** Most refusals that one answer lists. */
const maxRefusals = 20;

/**
 * Checks a viewer against what an operation needs.
 * @returns an error for each field the viewer may not have, UNAUTHENTICATED without a token and FORBIDDEN with one;
 * empty when the operation may run
 */
export function refusals(needs: OperationNeeds, viewer: Viewer): GraphQLError[] {
  const errors: GraphQLError[] = [];
  for (const { path, requirements } of needs) {
    if (requirements.every((requirement) => holds(requirement, viewer))) continue;
    const [code, message] = isAuthenticated(viewer)
      ? ['FORBIDDEN', 'You may not ask for this field.']
      : ['UNAUTHENTICATED', 'Sign in: this field needs a valid token.'];
    errors.push(new GraphQLError(message, { path, extensions: { code } }));
    if (errors.length === maxRefusals) break;
  }
  return errors;
}

function holds(requirement: Requirement, viewer: Viewer): boolean {
  if (!isAuthenticated(viewer)) return false;
  return (
    requirement.scopes.length === 0 ||
    requirement.scopes.some((all) => all.every((scope) => viewer.scopes.includes(scope)))
  );
}
