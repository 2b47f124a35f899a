import { movesIn, type Actor, type TransitionTable } from '../lifecycle/transition-table.js';

/** Where a campaign stands. */
export type CampaignStatus = 'DRAFT' | 'ACTIVE' | 'PAUSED' | 'CLOSED' | 'DISCARDED';

/** A move on a campaign. */
export type CampaignAction = 'UPDATE' | 'PUBLISH' | 'PAUSE' | 'RESUME' | 'CLOSE' | 'DISCARD' | 'INVITE';

const brand: readonly Actor[] = ['BRAND', 'OPERATOR'];

/** DRAFT → ACTIVE ⇄ PAUSED → CLOSED; DRAFT → DISCARDED. Operators may stand in for the brand. */
export const campaignTransitions: TransitionTable<CampaignAction, CampaignStatus> = {
  UPDATE: { from: ['DRAFT'], to: null, by: brand },
  PUBLISH: { from: ['DRAFT'], to: 'ACTIVE', by: brand },
  PAUSE: { from: ['ACTIVE'], to: 'PAUSED', by: brand },
  RESUME: { from: ['PAUSED'], to: 'ACTIVE', by: brand },
  CLOSE: { from: ['ACTIVE', 'PAUSED'], to: 'CLOSED', by: brand },
  DISCARD: { from: ['DRAFT'], to: 'DISCARDED', by: brand },
  INVITE: { from: ['ACTIVE'], to: null, by: brand },
};

/** What beyond the state decides a campaign's moves. */
export interface CampaignCircumstances {
  /** Whether the brand is ACTIVE, as far as is known here. */
  brandActive: boolean;
  /** Whether a collaboration is neither completed nor cancelled. */
  collaborationsRunning: boolean;
}

/** Moves that need an active brand. */
const needActiveBrand = new Set<CampaignAction>(['PUBLISH', 'INVITE']);

/** Moves that an actor can make on a campaign now. */
export function campaignMoves(
  status: CampaignStatus,
  actor: Actor | null,
  circumstances: CampaignCircumstances,
): CampaignAction[] {
  return movesIn(campaignTransitions, status, actor).filter(
    (action) =>
      (circumstances.brandActive || !needActiveBrand.has(action)) &&
      !(action === 'CLOSE' && circumstances.collaborationsRunning),
  );
}
