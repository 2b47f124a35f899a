import type { DataSource } from 'typeorm';
import type { SubgraphRequest } from '#platform/graphql/subgraph-server.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { createBrandLoaders, type BrandLoaders } from './brands/brand.loaders.js';
import type { BrandService } from './brands/brand.service.js';

/** What resolvers of the brand service work with; made for one request. */
export interface BrandContext {
  viewer: Viewer;
  requestId: string;
  loaders: BrandLoaders;
  brands: BrandService;
}

/** Makes the context of one request. */
export function createBrandContext(
  request: SubgraphRequest,
  dataSource: DataSource,
  brands: BrandService,
): BrandContext {
  return { ...request, loaders: createBrandLoaders(dataSource), brands };
}
