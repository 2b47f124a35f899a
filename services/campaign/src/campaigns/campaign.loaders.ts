import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { keyedLoader, LoaderFamily } from '#platform/loaders/keyed-loader.js';
import type { Page } from '#platform/paging/connection.js';
import { campaignsWithRunning } from '../collaborations/collaboration.repository.js';
import type { BrandCopyEntity } from '../directory/brand-copy.entity.js';
import { findBrandCopies } from '../directory/directory.repository.js';
import type { Standing } from '../viewers/viewer.policy.js';
import type { CampaignEntity } from './campaign.entity.js';
import { campaignReach } from './campaign.policy.js';
import { countOfBrands, findCampaigns, pagesOfBrands } from './campaign.repository.js';

/** Look-ups around campaigns for one request; all of them within the viewer's reach. */
export interface CampaignLoaders {
  campaignById: DataLoader<string, CampaignEntity | null>;
  campaignsOfBrand: LoaderFamily<Page, string, CampaignEntity[]>;
  campaignCountOfBrand: DataLoader<string, number>;
  brandCopyById: DataLoader<string, BrandCopyEntity | null>;
  /** By campaign: its id if a collaboration is not over, else null. */
  campaignWithRunning: DataLoader<string, { campaignId: string } | null>;
}

/** Makes the loaders of one request. */
export function createCampaignLoaders(manager: EntityManager, standing: Standing): CampaignLoaders {
  const reach = campaignReach(standing);
  return {
    campaignById: keyedLoader(
      (ids) => findCampaigns(manager, ids, reach),
      (campaign) => campaign.id,
    ),
    campaignsOfBrand: new LoaderFamily((brandIds, page) => pagesOfBrands(manager, brandIds, reach, page)),
    campaignCountOfBrand: new DataLoader((brandIds) => countOfBrands(manager, brandIds, reach)),
    brandCopyById: keyedLoader(
      (ids) => findBrandCopies(manager, ids),
      (brand) => brand.id,
    ),
    campaignWithRunning: keyedLoader(
      (ids) => campaignsWithRunning(manager, ids),
      ({ campaignId }) => campaignId,
    ),
  };
}
