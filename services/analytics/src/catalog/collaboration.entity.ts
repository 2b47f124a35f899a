import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Copy of a collaboration; the campaign service owns it. */
@Entity('collaborations')
export class CollaborationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Index('collaborations_of_campaign')
  @Column({ name: 'campaign_id', type: 'uuid' })
  campaignId!: string;

  @Column({ name: 'creator_id', type: 'uuid' })
  creatorId!: string;

  @Column('text')
  status!: string;
}
