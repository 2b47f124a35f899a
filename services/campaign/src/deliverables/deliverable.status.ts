import { movesIn, type Actor, type TransitionTable } from '../lifecycle/transition-table.js';
import type { CollaborationStatus } from '../collaborations/collaboration.status.js';

/** Where a deliverable stands. */
export type DeliverableStatus =
  'PLANNED' | 'SUBMITTED' | 'CHANGES_REQUESTED' | 'APPROVED' | 'PUBLISHED' | 'VERIFIED' | 'REJECTED';

/** A move on a deliverable. */
export type DeliverableAction = 'SUBMIT' | 'REQUEST_CHANGES' | 'APPROVE' | 'REJECT' | 'PUBLISH' | 'VERIFY';

/** PLANNED → SUBMITTED → CHANGES_REQUESTED → SUBMITTED … → APPROVED → PUBLISHED → VERIFIED; SUBMITTED → REJECTED. */
export const deliverableTransitions: TransitionTable<DeliverableAction, DeliverableStatus> = {
  SUBMIT: { from: ['PLANNED', 'CHANGES_REQUESTED'], to: 'SUBMITTED', by: ['CREATOR'] },
  REQUEST_CHANGES: { from: ['SUBMITTED'], to: 'CHANGES_REQUESTED', by: ['BRAND'] },
  APPROVE: { from: ['SUBMITTED'], to: 'APPROVED', by: ['BRAND'] },
  REJECT: { from: ['SUBMITTED'], to: 'REJECTED', by: ['BRAND'] },
  PUBLISH: { from: ['APPROVED'], to: 'PUBLISHED', by: ['CREATOR'] },
  VERIFY: { from: ['PUBLISHED'], to: 'VERIFIED', by: ['BRAND'] },
};

/** States of the collaboration in which its deliverables move. */
export const workingStatuses: readonly CollaborationStatus[] = ['AGREED', 'IN_PRODUCTION', 'LIVE'];

/** Moves that an actor can make on a deliverable of a collaboration now. */
export function deliverableMoves(
  status: DeliverableStatus,
  collaboration: CollaborationStatus,
  actor: Actor | null,
): DeliverableAction[] {
  return workingStatuses.includes(collaboration) ? movesIn(deliverableTransitions, status, actor) : [];
}

/**
 * The collaboration's state after one of its deliverables moved: the first draft puts it in production; once every
 * deliverable that was not rejected is public (and there is one), it is live. It never goes back.
 * @param deliverables states of all its deliverables after the move
 */
export function collaborationAfterWork(
  current: CollaborationStatus,
  deliverables: readonly DeliverableStatus[],
): CollaborationStatus {
  if (current !== 'AGREED' && current !== 'IN_PRODUCTION') return current;
  const kept = deliverables.filter((status) => status !== 'REJECTED');
  if (kept.length && kept.every((status) => status === 'PUBLISHED' || status === 'VERIFIED')) return 'LIVE';
  return deliverables.some((status) => status !== 'PLANNED') ? 'IN_PRODUCTION' : current;
}
