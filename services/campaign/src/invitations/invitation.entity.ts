import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CampaignEntity } from '../campaigns/campaign.entity.js';
import type { InvitationStatus } from './invitation.status.js';

/** An invitation of a creator to a campaign. */
@Entity('invitations')
@Index('invitations_of_campaign', ['campaignId', 'createdAt', 'id'])
@Index('invitations_of_creator', ['creatorId', 'campaignId'])
// One that is open at a time; those whose time is over are written down as EXPIRED before a new one is made.
@Index('invitations_one_open', ['campaignId', 'creatorId'], { unique: true, where: `(status = 'PENDING'::text)` })
export class InvitationEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invitations_pkey' })
  id!: string;

  @ForeignKey(() => CampaignEntity, { name: 'invitations_campaign_id_fkey' })
  @Column('uuid', { name: 'campaign_id' })
  campaignId!: string;

  /** The campaign's; it never changes. */
  @Column('uuid', { name: 'brand_id' })
  brandId!: string;

  @Column('uuid', { name: 'creator_id' })
  creatorId!: string;

  /** As written down: see `invitationStatusAt`. */
  @Column('text')
  status!: InvitationStatus;

  @Column('text', { nullable: true })
  message!: string | null;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'answered_at', precision: 3, nullable: true })
  answeredAt!: Date | null;
}
