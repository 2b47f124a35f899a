import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What this service keeps of a creator, from the creator service's feed. It may lag. */
@Entity('directory_creators')
export class CreatorCopyEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'directory_creators_pkey' })
  id!: string;

  @Column('text')
  status!: string;
}
