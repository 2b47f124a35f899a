import type { OutboxEvent } from '#platform/events/outbox.js';
import type { CampaignEntity } from './campaign.entity.js';

/** Tells other services how a campaign stands now. */
export function campaignChanged(campaign: CampaignEntity): OutboxEvent {
  const { id, brandId, name, objective, visibility, status, startsAt, endsAt } = campaign;
  return {
    aggregateType: 'campaign',
    aggregateId: id,
    type: 'campaign.changed',
    payload: {
      campaignId: id,
      brandId,
      name,
      objective,
      visibility,
      status,
      startsAt: startsAt?.toISOString() ?? null,
      endsAt: endsAt?.toISOString() ?? null,
    },
  };
}
