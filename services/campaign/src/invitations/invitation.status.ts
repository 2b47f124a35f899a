import { movesIn, type Actor, type TransitionTable } from '../lifecycle/transition-table.js';

/** Where an invitation stands. */
export type InvitationStatus = 'PENDING' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN' | 'EXPIRED';

/** A move on an invitation. */
export type InvitationAction = 'ACCEPT' | 'DECLINE' | 'WITHDRAW';

/** PENDING → ACCEPTED | DECLINED by the creator, | WITHDRAWN by the brand. Time alone makes it EXPIRED. */
export const invitationTransitions: TransitionTable<InvitationAction, InvitationStatus> = {
  ACCEPT: { from: ['PENDING'], to: 'ACCEPTED', by: ['CREATOR'] },
  DECLINE: { from: ['PENDING'], to: 'DECLINED', by: ['CREATOR'] },
  WITHDRAW: { from: ['PENDING'], to: 'WITHDRAWN', by: ['BRAND', 'OPERATOR'] },
};

/** How long an invitation waits unless the brand says otherwise, in ms. */
export const invitationLifetime = 72 * 3_600_000;

/** The status at a moment: a pending invitation whose time is over is EXPIRED, written down or not. */
export function invitationStatusAt(
  invitation: { status: InvitationStatus; expiresAt: Date },
  now: Date,
): InvitationStatus {
  return invitation.status === 'PENDING' && invitation.expiresAt <= now ? 'EXPIRED' : invitation.status;
}

/** Moves that an actor can make on an invitation at a moment. */
export function invitationMoves(
  invitation: { status: InvitationStatus; expiresAt: Date },
  actor: Actor | null,
  now: Date,
): InvitationAction[] {
  return movesIn(invitationTransitions, invitationStatusAt(invitation, now), actor);
}
