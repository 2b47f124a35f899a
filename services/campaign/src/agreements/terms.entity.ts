import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CollaborationEntity } from '../collaborations/collaboration.entity.js';
import type { Side } from '../collaborations/collaboration.status.js';
import { minorUnits } from '../money/money.js';

/** A kind of content that can be agreed on. */
export type ContentKind = 'SHORT_VIDEO' | 'LIVE_STREAM' | 'PHOTO';

/** A piece of work in the terms, as it is stored and hashed. */
export interface TermsDeliverable {
  content: ContentKind;
  title: string;
  /** RFC 3339 in UTC with milliseconds; null when not agreed. */
  dueAt: string | null;
}

/** A version of the terms. But for `acceptedBy` it never changes. */
@Entity('terms')
@Check('terms_fee', `"fee_minor" > 0`)
export class TermsEntity {
  @ForeignKey(() => CollaborationEntity, { name: 'terms_collaboration_id_fkey' })
  @PrimaryColumn('uuid', { name: 'collaboration_id', primaryKeyConstraintName: 'terms_pkey' })
  collaborationId!: string;

  /** 1, 2, 3 … within the collaboration. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'terms_pkey' })
  version!: number;

  /** See `termsHash`. */
  @Column('text')
  hash!: string;

  @Column('text', { name: 'proposed_by' })
  proposedBy!: Side;

  @Column({ type: 'timestamptz', name: 'proposed_at', precision: 3 })
  proposedAt!: Date;

  /** The proposer first. */
  @Column('text', { name: 'accepted_by', array: true })
  acceptedBy!: Side[];

  @Column('bigint', { name: 'fee_minor', transformer: minorUnits })
  feeMinor!: number;

  @Column('text', { name: 'fee_currency' })
  feeCurrency!: string;

  @Column('jsonb')
  deliverables!: TermsDeliverable[];

  @Column('integer', { name: 'usage_rights_days', nullable: true })
  usageRightsDays!: number | null;

  @Column('integer', { name: 'exclusivity_days', nullable: true })
  exclusivityDays!: number | null;

  @Column('text', { nullable: true })
  note!: string | null;
}
