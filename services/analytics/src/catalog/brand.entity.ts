import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Copy of what numbers are grouped by of a brand; the brand service owns it. */
@Entity('brands')
export class BrandEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column({ type: 'text', nullable: true })
  industry!: string | null;

  @Column({ type: 'text', nullable: true })
  country!: string | null;

  @Column('text')
  status!: string;
}
