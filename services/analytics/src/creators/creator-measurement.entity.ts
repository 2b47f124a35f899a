import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../counters/counter.columns.js';

/** Averages of a creator as they were last told to the other services. */
@Entity('creator_measurements')
export class CreatorMeasurementEntity {
  @PrimaryColumn({ name: 'creator_id', type: 'uuid' })
  creatorId!: string;

  /** Mean views over the last measured videos, rounded; null when unknown. */
  @Column({ name: 'average_views', type: 'bigint', nullable: true })
  averageViews!: string | null;

  /** Engagements ÷ views over the same videos, a fraction; null when unknown. */
  @Column({ name: 'engagement_rate', type: 'double precision', nullable: true })
  engagementRate!: number | null;

  /** How many videos went in, at most 30. */
  @Column({ name: 'video_count', type: 'integer' })
  videoCount!: number;

  @MomentColumn('as_of')
  asOf!: Date;
}
