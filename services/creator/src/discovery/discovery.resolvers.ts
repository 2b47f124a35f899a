import type { QueryResolvers, Resolvers } from '#schema/__generated__/creator.js';

export const discoveryQueries: QueryResolvers = {
  creators: (_parent, { filter, orderBy, ...page }, { discovery, viewer }) =>
    discovery.search(viewer, filter, orderBy, page),
};

export const discoveryTypes = {
  CreatorConnection: {
    totalCount: (page, _arguments, { discovery }) => discovery.count(page),
  },
} satisfies Resolvers;
