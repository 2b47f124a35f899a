import { ActivationTokenEntity } from './activation/activation-token.entity.js';
import { BrandEntity } from './brands/brand.entity.js';
import { PendingMailEntity } from './mail/pending-mail.entity.js';
import { CreateBrands1767225600000 } from './migrations/1767225600000-create-brands.js';

/** Tables and migrations of the brand database. */
export const brandDatabase = {
  entities: [BrandEntity, ActivationTokenEntity, PendingMailEntity],
  migrations: [CreateBrands1767225600000],
};
