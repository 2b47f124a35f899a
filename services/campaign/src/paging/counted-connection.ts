import type { Connection } from '#platform/paging/connection.js';
import type { CampaignEntity } from '../campaigns/campaign.entity.js';
import type { CollaborationEntity } from '../collaborations/collaboration.entity.js';
import type { InvitationEntity } from '../invitations/invitation.entity.js';

/** A page of rows that can tell how many rows there are in all; it counts only when asked. */
export interface CountedConnection<Row> extends Connection<Row> {
  count: () => Promise<number>;
}

// Named, because the generated resolver types can name no generic one.
export type CampaignPage = CountedConnection<CampaignEntity>;
export type InvitationPage = CountedConnection<InvitationEntity>;
export type CollaborationPage = CountedConnection<CollaborationEntity>;
