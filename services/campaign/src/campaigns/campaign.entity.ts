import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { minorUnits } from '../money/money.js';
import type { CampaignStatus } from './campaign.status.js';

/** What a campaign is after. */
export type CampaignObjective = 'AWARENESS' | 'TRAFFIC' | 'SALES' | 'ENGAGEMENT';

/** Who may take part in a campaign. */
export type CampaignVisibility = 'INVITATION_ONLY' | 'ELIGIBLE_CREATORS' | 'OPEN';

/** What to make, and how. */
export interface Brief {
  summary: string | null;
  dos: string[];
  donts: string[];
  /** Lower case, without `#`. */
  hashtags: string[];
  /** Without `@`. */
  mentions: string[];
}

/** A campaign. */
@Entity('campaigns')
@Index('campaigns_newest', ['createdAt', 'id'])
@Index('campaigns_of_brand', ['brandId', 'createdAt', 'id'])
@Check('campaigns_budget', `("budget_minor" IS NULL) = ("budget_currency" IS NULL) AND "budget_minor" > 0`)
@Check('campaigns_dates', `"ends_at" > "starts_at"`)
export class CampaignEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'campaigns_pkey' })
  id!: string;

  @Column('uuid', { name: 'brand_id' })
  brandId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  objective!: CampaignObjective;

  @Column('jsonb')
  brief!: Brief;

  @Column('bigint', { name: 'budget_minor', nullable: true, transformer: minorUnits })
  budgetMinor!: number | null;

  @Column('text', { name: 'budget_currency', nullable: true })
  budgetCurrency!: string | null;

  @Column('text')
  visibility!: CampaignVisibility;

  @Column('text')
  status!: CampaignStatus;

  @Column({ type: 'timestamptz', name: 'starts_at', precision: 3, nullable: true })
  startsAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ends_at', precision: 3, nullable: true })
  endsAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'published_at', precision: 3, nullable: true })
  publishedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt!: Date | null;
}
