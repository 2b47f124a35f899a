import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { keyedLoader } from '#platform/loaders/keyed-loader.js';
import type { BrandEntity } from './brand.entity.js';
import { findBrands } from './brand.repository.js';

/** Look-ups of one request. */
export interface BrandLoaders {
  brandById: DataLoader<string, BrandEntity | null>;
}

/** Makes the loaders of one request. */
export function createBrandLoaders(dataSource: DataSource): BrandLoaders {
  return {
    brandById: keyedLoader(
      (ids) => findBrands(dataSource.manager, ids),
      (brand) => brand.id,
    ),
  };
}
