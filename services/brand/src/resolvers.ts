import { sharedScalars } from '#platform/graphql/scalars.js';
import type { Resolvers } from '#schema/__generated__/brand.js';
import { brandMutations, brandQueries, brandTypes } from './brands/brand.resolvers.js';
import { viewerQueries, viewerTypes } from './viewers/viewer.resolvers.js';

/** Resolver map of the brand subgraph. */
export const resolvers: Resolvers = {
  ...sharedScalars,
  Query: { ...brandQueries, ...viewerQueries },
  Mutation: { ...brandMutations },
  ...brandTypes,
  ...viewerTypes,
};
