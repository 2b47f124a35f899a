import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../storage/bigint-column.js';
import type { CreatorStatus } from './creator.status.js';

/**
 * A creator. What discovery filters and orders by stands here, derived from the accounts (`deriveFromAccounts`) or
 * measured by analytics; the two are kept apart, and the measured value goes first.
 */
@Entity('creators')
@Index('creators_by_followers', { synchronize: false })
@Index('creators_by_average_views', { synchronize: false })
@Index('creators_by_engagement_rate', { synchronize: false })
@Index('creators_by_age', { synchronize: false })
@Index('creators_by_country', { synchronize: false })
@Index('creators_by_category', { synchronize: false })
@Index('creators_by_words', { synchronize: false })
export class CreatorEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'display_name', type: 'text' })
  displayName!: string;

  /** Whether anyone has told the name; until then it is the handle, or the platform's id. */
  @Column({ name: 'is_named', type: 'boolean' })
  isNamed!: boolean;

  /** Handle on the primary account. */
  @Column({ type: 'text', nullable: true })
  handle!: string | null;

  @Column({ type: 'text', nullable: true })
  bio!: string | null;

  @Column({ type: 'text', nullable: true })
  country!: string | null;

  @Column('text', { array: true })
  languages!: string[];

  @Column('text', { array: true })
  categories!: string[];

  @Column('text')
  status!: CreatorStatus;

  @Column({ name: 'paused_until', type: 'timestamptz', precision: 3, nullable: true })
  pausedUntil!: Date | null;

  /** When name, bio and country were true; reports from before do not change them. */
  @Column({ name: 'profile_at', type: 'timestamptz', precision: 3, nullable: true })
  profileAt!: Date | null;

  /** Over all accounts that tell. */
  @Column({ type: 'bigint', nullable: true, transformer: bigintAsNumber })
  followers!: number | null;

  @Column({ name: 'reported_average_views', type: 'bigint', nullable: true, transformer: bigintAsNumber })
  reportedAverageViews!: number | null;

  @Column({ name: 'reported_engagement_rate', type: 'double precision', nullable: true })
  reportedEngagementRate!: number | null;

  /** When the reported averages were true. */
  @Column({ name: 'reported_at', type: 'timestamptz', precision: 3, nullable: true })
  reportedAt!: Date | null;

  @Column({ name: 'measured_average_views', type: 'bigint', nullable: true, transformer: bigintAsNumber })
  measuredAverageViews!: number | null;

  @Column({ name: 'measured_engagement_rate', type: 'double precision', nullable: true })
  measuredEngagementRate!: number | null;

  @Column({ name: 'measured_at', type: 'timestamptz', precision: 3, nullable: true })
  measuredAt!: Date | null;

  /** Videos known to the marketplace. */
  @Column({ name: 'video_count', type: 'int' })
  videoCount!: number;

  /** Words to find the creator by (`searchDocument`); written with every change, never read back. */
  @Column({ type: 'tsvector', select: false })
  search?: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
