import type { Viewer } from '#platform/identity/viewer.js';
import { maySeeBrandMetrics } from '../totals/total.policy.js';

/** Whether the viewer sees the numbers of a campaign: its brand, analysts, operators, our own services. */
export function maySeeCampaignMetrics(viewer: Viewer, campaign: { brandId: string }): boolean {
  return maySeeBrandMetrics(viewer, campaign.brandId);
}
