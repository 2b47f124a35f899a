import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { groupedLoader, keyedLoader } from '#platform/loaders/keyed-loader.js';
import type { AudienceEntity } from './audience.entity.js';
import type { CreatorEntity } from './creator.entity.js';
import { findAccountsOf, findAudiencesOf, findCreators, findRatesOf } from './creator.repository.js';
import type { PlatformAccountEntity } from './platform-account.entity.js';
import type { RateEntity } from './rate.entity.js';

/** Look-ups of one request; all but the first are keyed by the creator's id. */
export interface CreatorLoaders {
  creatorById: DataLoader<string, CreatorEntity | null>;
  accountsOf: DataLoader<string, PlatformAccountEntity[]>;
  audienceOf: DataLoader<string, AudienceEntity | null>;
  ratesOf: DataLoader<string, RateEntity[]>;
}

/** Makes the loaders of one request. */
export function createCreatorLoaders({ manager }: DataSource): CreatorLoaders {
  return {
    creatorById: keyedLoader(
      (ids) => findCreators(manager, ids),
      (creator) => creator.id,
    ),
    accountsOf: groupedLoader(
      (ids) => findAccountsOf(manager, ids),
      (account) => account.creatorId,
    ),
    audienceOf: keyedLoader(
      (ids) => findAudiencesOf(manager, ids),
      (audience) => audience.creatorId,
    ),
    ratesOf: groupedLoader(
      (ids) => findRatesOf(manager, ids),
      (rate) => rate.creatorId,
    ),
  };
}
