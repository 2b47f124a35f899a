import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn, SumColumn } from '../counters/counter.columns.js';

/**
 * The numbers of a campaign now. For every counter, baseline + deltas + corrections = lifetime. Its row is what writers
 * of the campaign's numbers lock; `sequence` is the place of the last entry in the campaign's log.
 */
@Entity('campaign_totals')
export class CampaignTotalEntity {
  @PrimaryColumn({ name: 'campaign_id', type: 'uuid' })
  campaignId!: string;

  @Column({ type: 'bigint', default: 0 })
  sequence!: string;

  @MomentColumn('as_of', { nullable: true })
  asOf!: Date | null;

  @Column({ name: 'video_count', type: 'integer', default: 0 })
  videoCount!: number;

  @Column({ name: 'measured_video_count', type: 'integer', default: 0 })
  measuredVideoCount!: number;

  /** Sum over the videos of the value when the video was linked. */
  @SumColumn('baseline_views')
  baselineViews!: bigint | null;

  @SumColumn('baseline_likes')
  baselineLikes!: bigint | null;

  @SumColumn('baseline_comments')
  baselineComments!: bigint | null;

  @SumColumn('baseline_shares')
  baselineShares!: bigint | null;

  @SumColumn('baseline_saves')
  baselineSaves!: bigint | null;

  /** Sum of all rises since. */
  @SumColumn('deltas_views')
  deltasViews!: bigint | null;

  @SumColumn('deltas_likes')
  deltasLikes!: bigint | null;

  @SumColumn('deltas_comments')
  deltasComments!: bigint | null;

  @SumColumn('deltas_shares')
  deltasShares!: bigint | null;

  @SumColumn('deltas_saves')
  deltasSaves!: bigint | null;

  /** Sum of all falls since, 0 or less. */
  @SumColumn('corrections_views')
  correctionsViews!: bigint | null;

  @SumColumn('corrections_likes')
  correctionsLikes!: bigint | null;

  @SumColumn('corrections_comments')
  correctionsComments!: bigint | null;

  @SumColumn('corrections_shares')
  correctionsShares!: bigint | null;

  @SumColumn('corrections_saves')
  correctionsSaves!: bigint | null;

  /** Sum over the videos of the latest value. */
  @SumColumn('lifetime_views')
  lifetimeViews!: bigint | null;

  @SumColumn('lifetime_likes')
  lifetimeLikes!: bigint | null;

  @SumColumn('lifetime_comments')
  lifetimeComments!: bigint | null;

  @SumColumn('lifetime_shares')
  lifetimeShares!: bigint | null;

  @SumColumn('lifetime_saves')
  lifetimeSaves!: bigint | null;
}
