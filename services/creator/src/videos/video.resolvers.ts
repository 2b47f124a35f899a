import { isId } from '#platform/database/identifiers.js';
import { unauthenticated } from '#platform/errors/graphql-errors.js';
import { isTimeAndId, readPage, toConnection, type KeysetValue } from '#platform/paging/connection.js';
import type { QueryResolvers, Resolvers } from '#schema/__generated__/creator.js';
import type { CreatorContext } from '../context.js';
import { mayReadCreators } from '../creators/creator.policy.js';
import type { VideoEntity } from './video.entity.js';

const listName = 'creator.videos';
const acceptsPosition = (keyset: KeysetValue[]): boolean =>
  isTimeAndId(keyset) || (keyset.length === 2 && keyset[0] === null && isId(keyset[1]));

/** A video the viewer may read; null if there is none. */
async function readVideo(id: string, { viewer, loaders }: CreatorContext): Promise<VideoEntity | null> {
  if (!mayReadCreators(viewer)) throw unauthenticated();
  return isId(id) ? loaders.videoById.load(id.toLowerCase()) : null;
}

export const videoQueries: QueryResolvers = {
  video: (_parent, { id }, context) => readVideo(id, context),
};

export const videoTypes = {
  Creator: {
    videos: async (creator, parameters, { loaders }) => {
      const page = readPage(parameters, listName, acceptsPosition);
      const videos = await loaders.videosOf.for(page).load(creator.id);
      const connection = toConnection(videos, page, listName, (video) => [
        video.postedAt?.toISOString() ?? null,
        video.id,
      ]);
      return { ...connection, totalCount: creator.videoCount };
    },
  },
  Video: {
    __resolveReference: ({ id }, context) => readVideo(id, context),
    creator: async (video, _arguments, { loaders }) => {
      const creator = await loaders.creatorById.load(video.creatorId);
      if (!creator) throw new Error(`The creator of video ${video.id} is gone.`);
      return creator;
    },
  },
} satisfies Resolvers;
