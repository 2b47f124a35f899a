import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { CounterColumn, MomentColumn } from '../counters/counter.columns.js';

/** Numbers that came for a video and moment of which others were stored before; kept to look into, never counted. */
@Entity('snapshot_conflicts')
@Index('snapshot_conflicts_once', { synchronize: false })
export class SnapshotConflictEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id!: string;

  @Column({ name: 'video_id', type: 'uuid' })
  videoId!: string;

  @MomentColumn('captured_at')
  capturedAt!: Date;

  @MomentColumn('received_at')
  receivedAt!: Date;

  @CounterColumn()
  views!: bigint | null;

  @CounterColumn()
  likes!: bigint | null;

  @CounterColumn()
  comments!: bigint | null;

  @CounterColumn()
  shares!: bigint | null;

  @CounterColumn()
  saves!: bigint | null;
}
