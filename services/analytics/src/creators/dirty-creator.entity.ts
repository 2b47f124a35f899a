import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/**
 * Creators whose videos' totals one transaction changed, and whose averages are to be measured again. A row for every
 * transaction rather than for every creator: writers never wait for each other here, and none is lost to a reader that
 * takes a row away while another transaction would mark it.
 */
@Entity('dirty_creators')
export class DirtyCreatorEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id!: string;

  @Column('uuid', { name: 'creator_ids', array: true })
  creatorIds!: string[];
}
