import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { keyedLoader } from '#platform/loaders/keyed-loader.js';
import type { CampaignDirectory, CampaignOwner } from '../catalog/campaign.directory.js';
import { findCampaignTotals, type CampaignTotal } from './campaign-total.repository.js';

/** Look-ups of campaigns for one request. */
export interface CampaignLoaders {
  campaignOwner: DataLoader<string, CampaignOwner | null>;
  campaignTotal: DataLoader<string, CampaignTotal | null>;
}

/** Makes the loaders of one request. */
export function createCampaignLoaders(dataSource: DataSource, directory: CampaignDirectory): CampaignLoaders {
  return {
    campaignOwner: keyedLoader(
      (ids) => directory.find(ids),
      (campaign) => campaign.id,
    ),
    campaignTotal: keyedLoader(
      (ids) => findCampaignTotals(dataSource.manager, ids),
      (total) => total.campaignId,
    ),
  };
}
