import type {
  CampaignRecord,
  CollaborationRecord,
  DeliverableRecord,
  InvitationRecord,
  TermsRecord,
} from '#demo/records.js';
import { termsHash } from '../agreements/terms.hash.js';
import type { TermsEntity } from '../agreements/terms.entity.js';
import type { CampaignEntity } from '../campaigns/campaign.entity.js';
import type { CollaborationEntity } from '../collaborations/collaboration.entity.js';
import { otherSide } from '../collaborations/collaboration.status.js';
import type { DeliverableEntity } from '../deliverables/deliverable.entity.js';
import type { InvitationEntity } from '../invitations/invitation.entity.js';

/** A campaign of the demo data as a row. */
export function campaignRow({ budget, ...campaign }: CampaignRecord): CampaignEntity {
  return { ...campaign, budgetMinor: budget?.amountMinor ?? null, budgetCurrency: budget?.currency ?? null };
}

/** An invitation of the demo data as a row. */
export function invitationRow(invitation: InvitationRecord, brandId: string): InvitationEntity {
  return { ...invitation, brandId };
}

/** A collaboration of the demo data as a row. */
export function collaborationRow(collaboration: CollaborationRecord, brandId: string): CollaborationEntity {
  const { id, campaignId, creatorId, invitationId, status, agreedVersion, createdAt, agreedAt, endedAt } =
    collaboration;
  const newest = collaboration.terms.at(-1);
  const awaitingSide = status === 'NEGOTIATING' && newest ? otherSide(newest.proposedBy) : null;
  return {
    id,
    campaignId,
    brandId,
    creatorId,
    invitationId,
    status,
    awaitingSide,
    agreedVersion,
    createdAt,
    agreedAt,
    endedAt,
  };
}

/** A version of the terms of the demo data as a row, with the hash that the service would give it. */
export function termsRow(collaborationId: string, { fee, deliverables, ...terms }: TermsRecord): TermsEntity {
  const work = deliverables.map(({ content, title, dueAt }) => ({
    content,
    title,
    dueAt: dueAt?.toISOString() ?? null,
  }));
  return {
    ...terms,
    collaborationId,
    hash: termsHash({ ...terms, collaborationId, fee, deliverables: work }),
    feeMinor: fee.amountMinor,
    feeCurrency: fee.currency,
    deliverables: work,
  };
}

/** A deliverable of the demo data as a row. @param position its place in the agreement */
export function deliverableRow(
  deliverable: DeliverableRecord,
  campaignId: string,
  position: number,
): DeliverableEntity {
  return { ...deliverable, campaignId, position };
}
