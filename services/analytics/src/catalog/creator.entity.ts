import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Copy of what numbers are grouped by of a creator; the creator service owns it. */
@Entity('creators')
export class CreatorEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ name: 'display_name', type: 'text' })
  displayName!: string;

  @Column({ type: 'text', nullable: true })
  handle!: string | null;

  @Column({ type: 'text', nullable: true })
  country!: string | null;

  @Column('text', { array: true })
  categories!: string[];

  @Column('text')
  status!: string;
}
