import { Entity, PrimaryColumn } from 'typeorm';
import { CounterColumn, MomentColumn } from '../counters/counter.columns.js';

/** The cumulative counters of a video at one moment, as the platform reported them; null where it reports none. */
@Entity('snapshots')
export class SnapshotEntity {
  @PrimaryColumn({ name: 'video_id', type: 'uuid' })
  videoId!: string;

  @PrimaryColumn({ name: 'captured_at', type: 'timestamptz', precision: 3 })
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
