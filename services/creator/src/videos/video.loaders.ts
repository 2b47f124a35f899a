import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { keyedLoader, LoaderFamily } from '#platform/loaders/keyed-loader.js';
import type { Page } from '#platform/paging/connection.js';
import { rowsBy } from '../storage/rows-by.js';
import type { VideoEntity } from './video.entity.js';
import { findVideos, findVideosOf, type VideoPosition } from './video.repository.js';

/** Look-ups of videos of one request. */
export interface VideoLoaders {
  videoById: DataLoader<string, VideoEntity | null>;
  /** Videos of a creator, one more than the page holds. */
  videosOf: LoaderFamily<Page, string, VideoEntity[]>;
}

/** Makes the loaders of one request. */
export function createVideoLoaders({ manager }: DataSource): VideoLoaders {
  return {
    videoById: keyedLoader(
      (ids) => findVideos(manager, ids),
      (video) => video.id,
    ),
    videosOf: new LoaderFamily(async (creatorIds, page) => {
      const videos = await findVideosOf(manager, creatorIds, page.after as VideoPosition | null, page.limit + 1);
      const byCreator = rowsBy(videos, (video) => video.creatorId);
      return creatorIds.map((id) => byCreator.get(id) ?? []);
    }),
  };
}
