import { isId } from '#platform/database/identifiers.js';
import { forbidden, unauthenticated } from '#platform/errors/graphql-errors.js';
import { isAuthenticated } from '#platform/identity/viewer.js';
import type { QueryResolvers, Resolvers, ViewerRole } from '#schema/__generated__/brand.js';

const roles: readonly ViewerRole[] = ['BRAND', 'CREATOR', 'ANALYST', 'OPERATOR', 'CLIENT'];

function roleOf(role: string): ViewerRole | undefined {
  return roles.find((known) => known === role);
}

export const viewerQueries: QueryResolvers = {
  viewer: (_parent, _arguments, { viewer }) => {
    if (!isAuthenticated(viewer)) throw unauthenticated();
    if (!roleOf(viewer.role)) throw forbidden('Services are no viewers.');
    return viewer;
  },
};

export const viewerTypes = {
  Viewer: {
    role: (viewer) => roleOf(viewer.role) ?? 'CLIENT',
    scopes: (viewer) => [...viewer.scopes],
    brand: (viewer, _arguments, { loaders }) => {
      const id = viewer.role === 'BRAND' ? viewer.claims.brandId : undefined;
      return isId(id) ? loaders.brandById.load(id) : null;
    },
    creator: (viewer) => {
      const id = viewer.role === 'CREATOR' ? viewer.claims.creatorId : undefined;
      return isId(id) ? { id } : null;
    },
  },
} satisfies Resolvers;
