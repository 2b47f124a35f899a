import { AudienceEntity } from './creators/audience.entity.js';
import { CreatorEntity } from './creators/creator.entity.js';
import { PlatformAccountEntity } from './creators/platform-account.entity.js';
import { RateEntity } from './creators/rate.entity.js';
import { CreateCreators1767225600000 } from './migrations/1767225600000-create-creators.js';
import { VideoEntity } from './videos/video.entity.js';

/** Tables and migrations of the creator database. */
export const creatorDatabase = {
  entities: [CreatorEntity, PlatformAccountEntity, AudienceEntity, RateEntity, VideoEntity],
  migrations: [CreateCreators1767225600000],
};
