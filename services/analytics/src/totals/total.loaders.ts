import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { keyedLoader } from '#platform/loaders/keyed-loader.js';
import { findCollaborationSides, type CollaborationSides } from '../catalog/collaboration.repository.js';
import {
  aggregateByBrand,
  aggregateByCollaboration,
  aggregateByCreator,
  type Aggregate,
} from './aggregate.repository.js';
import type { VideoTotal } from './video-total.js';
import { findVideoTotals } from './video-total.repository.js';

/** Look-ups of totals for one request. */
export interface TotalLoaders {
  videoTotal: DataLoader<string, VideoTotal | null>;
  creatorAggregate: DataLoader<string, Aggregate | null>;
  brandAggregate: DataLoader<string, Aggregate | null>;
  collaborationAggregate: DataLoader<string, Aggregate | null>;
  collaborationSides: DataLoader<string, CollaborationSides | null>;
}

/** Makes the loaders of one request. */
export function createTotalLoaders({ manager }: DataSource): TotalLoaders {
  return {
    videoTotal: keyedLoader(
      async (ids) => [...(await findVideoTotals(manager, ids)).values()],
      (total) => total.videoId,
    ),
    creatorAggregate: keyedLoader(
      (ids) => aggregateByCreator(manager, ids),
      (row) => row.id,
    ),
    brandAggregate: keyedLoader(
      (ids) => aggregateByBrand(manager, ids),
      (row) => row.id,
    ),
    collaborationAggregate: keyedLoader(
      (ids) => aggregateByCollaboration(manager, ids),
      (row) => row.id,
    ),
    collaborationSides: keyedLoader(
      (ids) => findCollaborationSides(manager, ids),
      (row) => row.id,
    ),
  };
}
