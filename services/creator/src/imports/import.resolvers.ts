import type { MutationResolvers } from '#schema/__generated__/creator.js';

export const importMutations: MutationResolvers = {
  importCreators: async (_parent, { input }, { creatorImports, viewer, forgetLoaded }) => {
    const results = await creatorImports.import(viewer, input.creators);
    forgetLoaded();
    return { results };
  },
  importVideos: async (_parent, { input }, { videoImports, viewer, forgetLoaded }) => {
    const results = await videoImports.import(viewer, input.videos);
    forgetLoaded();
    return { results };
  },
};
