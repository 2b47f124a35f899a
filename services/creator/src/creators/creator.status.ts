/** Where a creator stands in the marketplace: the contract's `CreatorStatus`. */
export type CreatorStatus = 'INVITED' | 'ACTIVE' | 'PAUSED' | 'SUSPENDED';

/** A move on a creator that a viewer may be offered: the contract's `CreatorAction`. */
export type CreatorAction = 'PAUSE' | 'RESUME' | 'SUSPEND' | 'REINSTATE';

/** A move on a creator; REGISTER is how one that an import made known becomes active. */
export type CreatorMove = CreatorAction | 'REGISTER';

/** What someone is to a creator. */
export type CreatorParty = 'SELF' | 'OPERATOR';

/** A row of the transition table. */
export interface CreatorTransition {
  from: readonly CreatorStatus[];
  to: CreatorStatus;
  /** Who may make the move. */
  by: readonly CreatorParty[];
}

/** Every move on a creator, and there are no others. */
export const creatorTransitions: Readonly<Record<CreatorMove, CreatorTransition>> = {
  PAUSE: { from: ['ACTIVE'], to: 'PAUSED', by: ['SELF', 'OPERATOR'] },
  RESUME: { from: ['PAUSED'], to: 'ACTIVE', by: ['SELF', 'OPERATOR'] },
  SUSPEND: { from: ['INVITED', 'ACTIVE', 'PAUSED'], to: 'SUSPENDED', by: ['OPERATOR'] },
  REINSTATE: { from: ['SUSPENDED'], to: 'ACTIVE', by: ['OPERATOR'] },
  REGISTER: { from: ['INVITED'], to: 'ACTIVE', by: ['OPERATOR'] },
};

/** Moves that are offered as buttons; registering has a form of its own. */
const offered: readonly CreatorAction[] = ['PAUSE', 'RESUME', 'SUSPEND', 'REINSTATE'];

/** Whether the move is possible from a state, whoever makes it. */
export function isPossible(move: CreatorMove, status: CreatorStatus): boolean {
  return creatorTransitions[move].from.includes(status);
}

/** Whether someone who is these things to the creator may make the move, in whatever state. */
export function isAllowed(move: CreatorMove, parties: readonly CreatorParty[]): boolean {
  return creatorTransitions[move].by.some((party) => parties.includes(party));
}

/** Moves that someone may make now, in the order of the table. */
export function availableActions(status: CreatorStatus, parties: readonly CreatorParty[]): CreatorAction[] {
  return offered.filter((action) => isPossible(action, status) && isAllowed(action, parties));
}
