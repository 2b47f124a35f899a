import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../storage/bigint-column.js';
import type { Platform } from './platform-account.js';

/** An account of a creator on a platform, and what the platform reported of it. */
@Entity('platform_accounts')
@Index('platform_accounts_key', ['platform', 'platformAccountId'], { unique: true })
@Index('platform_accounts_by_handle', ['platform', 'handleKey'])
@Index('platform_accounts_by_creator', ['creatorId', 'position'])
export class PlatformAccountEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'creator_id', type: 'uuid' })
  creatorId!: string;

  /** 0 for the primary account. */
  @Column('int')
  position!: number;

  @Column('text')
  platform!: Platform;

  /** The platform's own id; `@` and the handle key where only the handle is known. */
  @Column({ name: 'platform_account_id', type: 'text' })
  platformAccountId!: string;

  @Column({ type: 'text', nullable: true })
  handle!: string | null;

  /** The handle as it is compared: see `handleKeyOf`. */
  @Column({ name: 'handle_key', type: 'text', nullable: true })
  handleKey!: string | null;

  @Column({ type: 'text', nullable: true })
  url!: string | null;

  @Column({ type: 'boolean', nullable: true })
  verified!: boolean | null;

  /** When handle, url and verified were true. */
  @Column({ name: 'described_at', type: 'timestamptz', precision: 3, nullable: true })
  describedAt!: Date | null;

  @Column({ type: 'bigint', nullable: true, transformer: bigintAsNumber })
  followers!: number | null;

  @Column({ name: 'followers_at', type: 'timestamptz', precision: 3, nullable: true })
  followersAt!: Date | null;

  @Column({ name: 'average_views', type: 'bigint', nullable: true, transformer: bigintAsNumber })
  averageViews!: number | null;

  @Column({ name: 'average_likes', type: 'bigint', nullable: true, transformer: bigintAsNumber })
  averageLikes!: number | null;

  @Column({ name: 'average_comments', type: 'bigint', nullable: true, transformer: bigintAsNumber })
  averageComments!: number | null;

  @Column({ name: 'average_shares', type: 'bigint', nullable: true, transformer: bigintAsNumber })
  averageShares!: number | null;

  @Column({ name: 'averages_at', type: 'timestamptz', precision: 3, nullable: true })
  averagesAt!: Date | null;
}
