import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a mail is about. */
export type MailKind = 'BRAND_ACTIVATION';

/**
 * A mail that was promised, written in the transaction that promises it. It holds no text: a mail is written when it
 * is sent, and a token that stands in it is made then, so that none is ever stored.
 */
@Entity('pending_mails')
@Index('pending_mails_due', ['nextAttemptAt'], { where: 'sent_at IS NULL AND given_up_at IS NULL' })
export class PendingMailEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: MailKind;

  @Column({ name: 'brand_id', type: 'uuid' })
  brandId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column('int')
  attempts!: number;

  /** Not before this; while an attempt is under way, the end of its lease. */
  @Column({ name: 'next_attempt_at', type: 'timestamptz', precision: 3 })
  nextAttemptAt!: Date;

  @Column({ name: 'sent_at', type: 'timestamptz', precision: 3, nullable: true })
  sentAt!: Date | null;

  /** When it was found that it can never be delivered. */
  @Column({ name: 'given_up_at', type: 'timestamptz', precision: 3, nullable: true })
  givenUpAt!: Date | null;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
