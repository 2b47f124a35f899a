import type { Reach, Standing } from '../viewers/viewer.policy.js';

/** Which campaigns a viewer reaches. */
export type CampaignReach =
  | Reach
  /** Those that were published once. */
  | { kind: 'PUBLISHED' }
  /** Active ones that are open to all. */
  | { kind: 'OPEN' };

/**
 * A brand reaches its own campaigns, a creator those it was invited to or works in, and everyone who is signed in
 * those that are active and open to all. Analysts reach what was published; drafts are for the brand and operators.
 */
export function campaignReach(standing: Standing): CampaignReach {
  switch (standing.kind) {
    case 'BRAND':
      return { kind: 'BRAND', brandId: standing.brandId };
    case 'CREATOR':
      return { kind: 'CREATOR', creatorId: standing.creatorId };
    case 'ANALYST':
      return { kind: 'PUBLISHED' };
    case 'OPERATOR':
    case 'SERVICE':
      return { kind: 'ALL' };
    case 'GUEST':
      return { kind: 'OPEN' };
    case 'ANONYMOUS':
      return { kind: 'NONE' };
  }
}

/** Whether a viewer sees the budget: money of a named party is for the brand, operators and services. */
export function seesBudget(standing: Standing, campaign: { brandId: string }): boolean {
  return (
    standing.kind === 'OPERATOR' ||
    standing.kind === 'SERVICE' ||
    (standing.kind === 'BRAND' && standing.brandId === campaign.brandId)
  );
}
