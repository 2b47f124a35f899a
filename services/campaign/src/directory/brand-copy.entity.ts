import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What this service keeps of a brand, from the brand service's feed. It may lag. */
@Entity('directory_brands')
export class BrandCopyEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'directory_brands_pkey' })
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  status!: string;
}
