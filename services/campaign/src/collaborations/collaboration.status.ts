import { movesIn, type Actor, type TransitionTable } from '../lifecycle/transition-table.js';

/** Where a collaboration stands. */
export type CollaborationStatus = 'NEGOTIATING' | 'AGREED' | 'IN_PRODUCTION' | 'LIVE' | 'COMPLETED' | 'CANCELLED';

/** A move on a collaboration that a viewer makes; work on the deliverables moves it too. */
export type CollaborationAction = 'PROPOSE_TERMS' | 'ACCEPT_TERMS' | 'CANCEL' | 'COMPLETE';

/** A side of a collaboration. */
export type Side = 'BRAND' | 'CREATOR';

const sides: readonly Side[] = ['BRAND', 'CREATOR'];

/**
 * NEGOTIATING → AGREED → IN_PRODUCTION → LIVE → COMPLETED; CANCELLED from any but the last. Operators can end a
 * collaboration; terms are for its sides alone. ACCEPT_TERMS leads to AGREED only when both sides have accepted.
 */
export const collaborationTransitions: TransitionTable<CollaborationAction, CollaborationStatus> = {
  PROPOSE_TERMS: { from: ['NEGOTIATING'], to: null, by: sides },
  ACCEPT_TERMS: { from: ['NEGOTIATING'], to: 'AGREED', by: sides },
  CANCEL: { from: ['NEGOTIATING', 'AGREED', 'IN_PRODUCTION', 'LIVE'], to: 'CANCELLED', by: [...sides, 'OPERATOR'] },
  COMPLETE: { from: ['LIVE'], to: 'COMPLETED', by: ['BRAND', 'OPERATOR'] },
};

/** States in which a collaboration is over. */
export const endedStatuses: readonly CollaborationStatus[] = ['COMPLETED', 'CANCELLED'];

/** The side across the table. */
export const otherSide = (side: Side): Side => (side === 'BRAND' ? 'CREATOR' : 'BRAND');

/**
 * Moves that an actor can make on a collaboration now.
 * @param awaiting the side that has not yet answered the newest terms; null if none
 */
export function collaborationMoves(
  status: CollaborationStatus,
  awaiting: Side | null,
  actor: Actor | null,
): CollaborationAction[] {
  return movesIn(collaborationTransitions, status, actor).filter(
    (action) => action !== 'ACCEPT_TERMS' || awaiting === actor,
  );
}
