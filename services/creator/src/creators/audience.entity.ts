import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A part of an audience: which, and its share from 0 to 1. */
export interface AudienceShare {
  key: string;
  share: number;
}

/** Who watches a creator, as a platform reported it. */
@Entity('audiences')
export class AudienceEntity {
  @PrimaryColumn({ name: 'creator_id', type: 'uuid' })
  creatorId!: string;

  @Column({ name: 'as_of', type: 'timestamptz', precision: 3 })
  asOf!: Date;

  /** The largest first. */
  @Column('jsonb')
  countries!: AudienceShare[];

  @Column('jsonb')
  genders!: AudienceShare[];

  @Column('jsonb')
  ages!: AudienceShare[];
}
