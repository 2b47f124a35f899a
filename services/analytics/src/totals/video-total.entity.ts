import { Entity, PrimaryColumn } from 'typeorm';
import { CounterColumn, MomentColumn } from '../counters/counter.columns.js';

/**
 * The counters of a video now: for each the value of the latest capture that reports it, with the time of that capture.
 * There is a row for every video in the catalog; it is what writers of the video's numbers lock.
 */
@Entity('video_totals')
export class VideoTotalEntity {
  @PrimaryColumn({ name: 'video_id', type: 'uuid' })
  videoId!: string;

  /** Latest capture; null when the video was never measured. */
  @MomentColumn('as_of', { nullable: true })
  asOf!: Date | null;

  @CounterColumn()
  views!: bigint | null;

  @CounterColumn()
  likes!: bigint | null;

  @CounterColumn()
  comments!: bigint | null;

  @CounterColumn()
  shares!: bigint | null;

  @CounterColumn()
  saves!: bigint | null;

  @MomentColumn('views_at', { nullable: true })
  viewsAt!: Date | null;

  @MomentColumn('likes_at', { nullable: true })
  likesAt!: Date | null;

  @MomentColumn('comments_at', { nullable: true })
  commentsAt!: Date | null;

  @MomentColumn('shares_at', { nullable: true })
  sharesAt!: Date | null;

  @MomentColumn('saves_at', { nullable: true })
  savesAt!: Date | null;
}
