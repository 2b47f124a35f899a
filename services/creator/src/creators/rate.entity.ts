import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../storage/bigint-column.js';

/** A kind of content: the contract's `ContentKind`. */
export type ContentKind = 'SHORT_VIDEO' | 'LIVE_STREAM' | 'PHOTO';

/** What a creator asks for one piece of content. */
@Entity('rates')
export class RateEntity {
  @PrimaryColumn({ name: 'creator_id', type: 'uuid' })
  creatorId!: string;

  @PrimaryColumn('text')
  content!: ContentKind;

  /** In the minor unit of the currency. */
  @Column({ name: 'amount_minor', type: 'bigint', transformer: bigintAsNumber })
  amountMinor!: number;

  /** ISO 4217. */
  @Column('text')
  currency!: string;
}
