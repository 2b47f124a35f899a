import type { DataSource, EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { appendEvents } from '#platform/events/outbox.js';
import { inBatches, seedOnce, type ReportProgress } from '#platform/seeding/seed-steps.js';
import type { DemoData } from '#demo/demo-data.js';
import { TermsEntity } from '../agreements/terms.entity.js';
import { CampaignEntity } from '../campaigns/campaign.entity.js';
import { campaignChanged } from '../campaigns/campaign.events.js';
import { CollaborationEntity } from '../collaborations/collaboration.entity.js';
import { collaborationChanged, videoLinked } from '../collaborations/collaboration.events.js';
import { DeliverableEntity } from '../deliverables/deliverable.entity.js';
import { InvitationEntity } from '../invitations/invitation.entity.js';
import { campaignRow, collaborationRow, deliverableRow, invitationRow, termsRow } from './seed-rows.js';

/** Rows or events per statement. */
const batchSize = 500;

/**
 * Stores the campaigns of the demo data with all that belongs to them, and their events, in one transaction. Does
 * nothing where that was done before.
 * @returns whether anything was stored
 */
export function seedCampaigns(dataSource: DataSource, demo: DemoData, report: ReportProgress): Promise<boolean> {
  return seedOnce(dataSource, 'demo', (manager) => store(manager, demo, report));
}

async function store(manager: EntityManager, demo: DemoData, report: ReportProgress): Promise<void> {
  const campaigns = [...demo.campaigns()].map(campaignRow);
  const brandOf = new Map(campaigns.map(({ id, brandId }) => [id, brandId]));
  const brandIdOf = ({ campaignId }: { campaignId: string }): string => brandOf.get(campaignId) ?? '';
  const records = [...demo.collaborations()];
  const collaborations = records.map((record) => collaborationRow(record, brandIdOf(record)));
  const deliverables = records.flatMap((record) =>
    record.deliverables.map((deliverable, position) => deliverableRow(deliverable, record.campaignId, position)),
  );
  const insert = <Row extends ObjectLiteral>(phase: string, entity: EntityTarget<Row>, rows: Row[]): Promise<void> =>
    inBatches(phase, rows, batchSize, report, (batch) => manager.insert(entity, batch));

  await insert('campaigns', CampaignEntity, campaigns);
  const invitations = [...demo.invitations()].map((invitation) => invitationRow(invitation, brandIdOf(invitation)));
  await insert('invitations', InvitationEntity, invitations);
  await insert('collaborations', CollaborationEntity, collaborations);
  const terms = records.flatMap(({ id, terms: versions }) => versions.map((version) => termsRow(id, version)));
  await insert('terms', TermsEntity, terms);
  await insert('deliverables', DeliverableEntity, deliverables);

  const byId = new Map(collaborations.map((collaboration) => [collaboration.id, collaboration]));
  const links = deliverables.flatMap(({ id, collaborationId, videoId, publishedAt }) => {
    const collaboration = byId.get(collaborationId);
    return collaboration && videoId && publishedAt ? [videoLinked(collaboration, { id, videoId, publishedAt })] : [];
  });
  const events = [...campaigns.map(campaignChanged), ...collaborations.map(collaborationChanged), ...links];
  await inBatches('events', events, batchSize, report, (batch) => appendEvents(manager, batch));
}
