import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContentKind } from '../agreements/terms.entity.js';
import { CampaignEntity } from '../campaigns/campaign.entity.js';
import { CollaborationEntity } from '../collaborations/collaboration.entity.js';
import type { DeliverableStatus } from './deliverable.status.js';

/** A piece of work that was agreed on. */
@Entity('deliverables')
@Index('deliverables_of_collaboration', ['collaborationId', 'position'])
// A video counts once for a campaign, whoever links it.
@Index('deliverables_one_per_video', ['campaignId', 'videoId'], { unique: true, where: `(video_id IS NOT NULL)` })
export class DeliverableEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'deliverables_pkey' })
  id!: string;

  @ForeignKey(() => CollaborationEntity, { name: 'deliverables_collaboration_id_fkey' })
  @Column('uuid', { name: 'collaboration_id' })
  collaborationId!: string;

  /** The collaboration's; it never changes. */
  @ForeignKey(() => CampaignEntity, { name: 'deliverables_campaign_id_fkey' })
  @Column('uuid', { name: 'campaign_id' })
  campaignId!: string;

  /** Place in the agreement: 0, 1, 2 … */
  @Column('integer')
  position!: number;

  @Column('text')
  content!: ContentKind;

  @Column('text')
  title!: string;

  @Column({ type: 'timestamptz', name: 'due_at', precision: 3, nullable: true })
  dueAt!: Date | null;

  @Column('text')
  status!: DeliverableStatus;

  @Column('text', { name: 'draft_url', nullable: true })
  draftUrl!: string | null;

  @Column('text', { name: 'review_comment', nullable: true })
  reviewComment!: string | null;

  @Column({ type: 'timestamptz', name: 'submitted_at', precision: 3, nullable: true })
  submittedAt!: Date | null;

  @Column('uuid', { name: 'video_id', nullable: true })
  videoId!: string | null;

  @Column({ type: 'timestamptz', name: 'published_at', precision: 3, nullable: true })
  publishedAt!: Date | null;
}
