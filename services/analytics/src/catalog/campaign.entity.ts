import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../counters/counter.columns.js';

/** Copy of a campaign: whose it is decides who sees its numbers. The campaign service owns it. */
@Entity('campaigns')
export class CampaignEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Index('campaigns_of_brand')
  @Column({ name: 'brand_id', type: 'uuid' })
  brandId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  objective!: string;

  @Column('text')
  visibility!: string;

  @Column('text')
  status!: string;

  @MomentColumn('starts_at', { nullable: true })
  startsAt!: Date | null;

  @MomentColumn('ends_at', { nullable: true })
  endsAt!: Date | null;
}
