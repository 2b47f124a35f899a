import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { BrandStatus } from './brand.status.js';

/** A brand. */
@Entity('brands')
@Index('brands_by_name', ['sortName', 'id'])
export class BrandEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** The name as lists order it: without case and accents. */
  @Column({ name: 'sort_name', type: 'text', collation: 'C' })
  sortName!: string;

  @Column('text')
  email!: string;

  /** The e-mail in lower case: it is unique without regard to case. */
  @Index('brands_email_key', { unique: true })
  @Column({ name: 'email_key', type: 'text' })
  emailKey!: string;

  /** E.164. */
  @Column('text')
  phone!: string;

  @Column({ type: 'text', nullable: true })
  industry!: string | null;

  @Column({ type: 'text', nullable: true })
  country!: string | null;

  @Column({ type: 'text', nullable: true })
  website!: string | null;

  @Column('text')
  status!: BrandStatus;

  @Column({ name: 'advertiser_id', type: 'text', nullable: true })
  advertiserId!: string | null;

  @Column({ name: 'advertiser_linked_at', type: 'timestamptz', precision: 3, nullable: true })
  advertiserLinkedAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'activated_at', type: 'timestamptz', precision: 3, nullable: true })
  activatedAt!: Date | null;
}
