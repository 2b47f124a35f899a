import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoredCounts } from '../counters/counter.js';
import { MomentColumn } from '../counters/counter.columns.js';
import type { StoredNumbers, StoredVideoChange } from './campaign-change.js';

/** An entry in the log of a campaign: what one transaction changed. Sequences have no gaps; old entries are trimmed. */
@Entity('campaign_log')
export class CampaignLogEntity {
  @PrimaryColumn({ name: 'campaign_id', type: 'uuid' })
  campaignId!: string;

  @PrimaryColumn({ type: 'bigint' })
  sequence!: string;

  @MomentColumn('as_of', { nullable: true })
  asOf!: Date | null;

  @MomentColumn('recorded_at', { default: true })
  recordedAt!: Date;

  @Column('jsonb')
  deltas!: StoredCounts;

  @Column('jsonb')
  corrections!: StoredCounts;

  @Column({ name: 'totals_after', type: 'jsonb' })
  totalsAfter!: StoredNumbers;

  @Column('jsonb')
  videos!: StoredVideoChange[];
}
