import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CounterColumn, MomentColumn } from '../counters/counter.columns.js';

/**
 * A video that counts for a campaign, with the value of each counter when it was linked (`gain.rules.ts`). A baseline
 * without a time is the 0 of a video that was posted after it was linked; no baseline: the counter was never reported.
 */
@Entity('campaign_videos')
export class CampaignVideoEntity {
  @PrimaryColumn({ name: 'campaign_id', type: 'uuid' })
  campaignId!: string;

  @Index('campaign_videos_of_video')
  @PrimaryColumn({ name: 'video_id', type: 'uuid' })
  videoId!: string;

  @Index('campaign_videos_of_collaboration')
  @Column({ name: 'collaboration_id', type: 'uuid' })
  collaborationId!: string;

  @Column({ name: 'deliverable_id', type: 'uuid' })
  deliverableId!: string;

  @Column({ name: 'creator_id', type: 'uuid' })
  creatorId!: string;

  @MomentColumn('linked_at')
  linkedAt!: Date;

  /** When the video went public, as far as it was known when the baselines were chosen. */
  @MomentColumn('posted_at', { nullable: true })
  postedAt!: Date | null;

  @CounterColumn('baseline_views')
  baselineViews!: bigint | null;

  @CounterColumn('baseline_likes')
  baselineLikes!: bigint | null;

  @CounterColumn('baseline_comments')
  baselineComments!: bigint | null;

  @CounterColumn('baseline_shares')
  baselineShares!: bigint | null;

  @CounterColumn('baseline_saves')
  baselineSaves!: bigint | null;

  @MomentColumn('baseline_views_at', { nullable: true })
  baselineViewsAt!: Date | null;

  @MomentColumn('baseline_likes_at', { nullable: true })
  baselineLikesAt!: Date | null;

  @MomentColumn('baseline_comments_at', { nullable: true })
  baselineCommentsAt!: Date | null;

  @MomentColumn('baseline_shares_at', { nullable: true })
  baselineSharesAt!: Date | null;

  @MomentColumn('baseline_saves_at', { nullable: true })
  baselineSavesAt!: Date | null;
}
