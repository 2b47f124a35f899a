import { sharedScalars } from '#platform/graphql/scalars.js';
import type { Resolvers } from '#schema/__generated__/creator.js';
import { creatorMutations, creatorQueries, creatorTypes } from './creators/creator.resolvers.js';
import { discoveryQueries, discoveryTypes } from './discovery/discovery.resolvers.js';
import { importMutations } from './imports/import.resolvers.js';
import { videoQueries, videoTypes } from './videos/video.resolvers.js';

/** Resolver map of the creator subgraph. */
export const resolvers: Resolvers = {
  ...sharedScalars,
  Query: { ...creatorQueries, ...discoveryQueries, ...videoQueries },
  Mutation: { ...creatorMutations, ...importMutations },
  ...creatorTypes,
  ...discoveryTypes,
  ...videoTypes,
  // Fields of a creator come from two folders.
  Creator: { ...creatorTypes.Creator, ...videoTypes.Creator },
};
