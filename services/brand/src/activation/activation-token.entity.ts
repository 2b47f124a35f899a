import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A token that was sent and not used yet. A mail that had to be sent again brought another one: any of them will do. */
@Entity('activation_tokens')
export class ActivationTokenEntity {
  /** SHA-256 of the token. */
  @PrimaryColumn('bytea')
  hash!: Buffer;

  @Index('activation_tokens_by_brand')
  @Column({ name: 'brand_id', type: 'uuid' })
  brandId!: string;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
