import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../counters/counter.columns.js';

/** Copy of what is needed of a video to recognise it; the creator service owns it. */
@Entity('videos')
@Index('videos_by_platform_id', ['platformVideoId', 'platform'])
@Index('videos_of_creator', { synchronize: false })
export class VideoEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'creator_id', type: 'uuid' })
  creatorId!: string;

  /** Null while only a link to a campaign has told of the video. */
  @Column({ type: 'text', nullable: true })
  platform!: string | null;

  @Column({ name: 'platform_video_id', type: 'text', nullable: true })
  platformVideoId!: string | null;

  @MomentColumn('posted_at', { nullable: true })
  postedAt!: Date | null;
}
