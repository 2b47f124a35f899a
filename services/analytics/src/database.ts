import { CampaignLogEntity } from './campaigns/campaign-log.entity.js';
import { CampaignTotalEntity } from './campaigns/campaign-total.entity.js';
import { CampaignVideoEntity } from './campaigns/campaign-video.entity.js';
import { BrandEntity } from './catalog/brand.entity.js';
import { CampaignEntity } from './catalog/campaign.entity.js';
import { CollaborationEntity } from './catalog/collaboration.entity.js';
import { CreatorEntity } from './catalog/creator.entity.js';
import { VideoEntity } from './catalog/video.entity.js';
import { CreatorMeasurementEntity } from './creators/creator-measurement.entity.js';
import { DirtyCreatorEntity } from './creators/dirty-creator.entity.js';
import { CreateAnalytics1767225600000 } from './migrations/1767225600000-create-analytics.js';
import { SnapshotConflictEntity } from './snapshots/snapshot-conflict.entity.js';
import { SnapshotEntity } from './snapshots/snapshot.entity.js';
import { VideoTotalEntity } from './totals/video-total.entity.js';

/** Tables and migrations of the analytics database. */
export const analyticsDatabase = {
  entities: [
    CreatorEntity,
    VideoEntity,
    BrandEntity,
    CampaignEntity,
    CollaborationEntity,
    SnapshotEntity,
    SnapshotConflictEntity,
    VideoTotalEntity,
    CampaignVideoEntity,
    CampaignTotalEntity,
    CampaignLogEntity,
    CreatorMeasurementEntity,
    DirtyCreatorEntity,
  ],
  migrations: [CreateAnalytics1767225600000],
};
