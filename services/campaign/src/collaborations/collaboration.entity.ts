import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CampaignEntity } from '../campaigns/campaign.entity.js';
import { InvitationEntity } from '../invitations/invitation.entity.js';
import type { CollaborationStatus, Side } from './collaboration.status.js';

/** A creator's part in a campaign. */
@Entity('collaborations')
@Index('collaborations_newest', ['createdAt', 'id'])
@Index('collaborations_of_campaign', ['campaignId', 'createdAt', 'id'])
@Index('collaborations_of_brand', ['brandId', 'createdAt', 'id'])
@Index('collaborations_of_creator', ['creatorId', 'createdAt', 'id'])
@Index('collaborations_one_running', ['campaignId', 'creatorId'], {
  unique: true,
  where: `(status <> ALL (ARRAY['COMPLETED'::text, 'CANCELLED'::text]))`,
})
export class CollaborationEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'collaborations_pkey' })
  id!: string;

  @ForeignKey(() => CampaignEntity, { name: 'collaborations_campaign_id_fkey' })
  @Column('uuid', { name: 'campaign_id' })
  campaignId!: string;

  /** The campaign's; it never changes. */
  @Column('uuid', { name: 'brand_id' })
  brandId!: string;

  @Column('uuid', { name: 'creator_id' })
  creatorId!: string;

  /** The invitation it came from; null for one that was agreed elsewhere. */
  @ForeignKey(() => InvitationEntity, { name: 'collaborations_invitation_id_fkey' })
  @Column('uuid', { name: 'invitation_id', nullable: true })
  invitationId!: string | null;

  @Column('text')
  status!: CollaborationStatus;

  /** The side that has not answered the newest terms; null if there are none, or both have. */
  @Column('text', { name: 'awaiting_side', nullable: true })
  awaitingSide!: Side | null;

  /** Version of the terms that both sides accepted; null before. */
  @Column('integer', { name: 'agreed_version', nullable: true })
  agreedVersion!: number | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'agreed_at', precision: 3, nullable: true })
  agreedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', precision: 3, nullable: true })
  endedAt!: Date | null;
}
