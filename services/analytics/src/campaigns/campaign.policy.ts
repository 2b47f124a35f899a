import type { Viewer } from '#platform/identity/viewer.js';
import { maySeeBrandMetrics } from '../totals/total.policy.js';

/** States of a campaign that was never published. */
const unpublished = new Set(['DRAFT', 'DISCARDED']);

/** Whether a campaign, as far as is known here, was never published. */
export function isUnpublished(campaign: { status: string }): boolean {
  return unpublished.has(campaign.status);
}

/**
 * Whether the viewer sees the numbers of a campaign: its brand, operators, our own services, and analysts, for whom one
 * that was never published is not there.
 */
export function maySeeCampaignMetrics(viewer: Viewer, campaign: { brandId: string; status: string }): boolean {
  if (viewer.role === 'ANALYST' && isUnpublished(campaign)) return false;
  return maySeeBrandMetrics(viewer, campaign.brandId);
}
