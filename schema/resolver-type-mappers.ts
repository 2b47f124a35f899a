import type { SubgraphName } from './subgraph-sdl.js';

/**
 * What a resolver's parent is, by GraphQL type: a row (an entity class) or a reference, named by the module that
 * declares it, seen from schema/__generated__. Types that are not listed are passed on in the shape of the schema.
 */
export const resolverTypeMappers: Record<SubgraphName, Record<string, string>> = {
  creator: {},
  brand: {},
  campaign: {},
  analytics: {},
};
