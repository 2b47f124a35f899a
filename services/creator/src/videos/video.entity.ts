import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Platform } from '../creators/platform-account.js';

/** A video of a creator on a platform. */
@Entity('videos')
@Index('videos_key', ['platform', 'platformVideoId'], { unique: true })
@Index('videos_of_creator', { synchronize: false })
export class VideoEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'creator_id', type: 'uuid' })
  creatorId!: string;

  @Column('text')
  platform!: Platform;

  @Column({ name: 'platform_video_id', type: 'text' })
  platformVideoId!: string;

  @Column({ type: 'text', nullable: true })
  caption!: string | null;

  /** Lower case, without `#`. */
  @Column('text', { array: true })
  hashtags!: string[];

  @Column({ type: 'text', nullable: true })
  url!: string | null;

  @Column({ name: 'duration_seconds', type: 'int', nullable: true })
  durationSeconds!: number | null;

  @Column({ name: 'posted_at', type: 'timestamptz', precision: 3, nullable: true })
  postedAt!: Date | null;

  /** Digests of the reports that were applied, the latest last: what comes again changes nothing. */
  @Column('text', { array: true })
  reports!: string[];
}
