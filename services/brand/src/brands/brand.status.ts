/** Where a brand stands in the marketplace: the contract's `BrandStatus`. */
export type BrandStatus = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED';

/** A move on a brand: the contract's `BrandAction`. */
export type BrandAction = 'ACTIVATE' | 'SUSPEND' | 'REINSTATE' | 'LINK_ADS_MANAGER_ACCOUNT';

/** What someone is to a brand. TOKEN_HOLDER: anyone may turn out to hold the token of the activation e-mail. */
export type BrandParty = 'TOKEN_HOLDER' | 'MEMBER' | 'OWNER' | 'OPERATOR';

/** A row of the transition table. */
export interface BrandTransition {
  from: readonly BrandStatus[];
  /** The state after the move; the same for a move that changes something else. */
  to: BrandStatus;
  /** Who may make the move. */
  by: readonly BrandParty[];
}

/** Every move on a brand, and there are no others. */
export const brandTransitions: Readonly<Record<BrandAction, BrandTransition>> = {
  ACTIVATE: { from: ['PENDING_ACTIVATION'], to: 'ACTIVE', by: ['TOKEN_HOLDER'] },
  SUSPEND: { from: ['ACTIVE'], to: 'SUSPENDED', by: ['OPERATOR'] },
  REINSTATE: { from: ['SUSPENDED'], to: 'ACTIVE', by: ['OPERATOR'] },
  LINK_ADS_MANAGER_ACCOUNT: { from: ['ACTIVE'], to: 'ACTIVE', by: ['OWNER'] },
};

const actions = Object.keys(brandTransitions) as BrandAction[];

/** Whether the move is possible from a state, whoever makes it. */
export function isPossible(action: BrandAction, status: BrandStatus): boolean {
  return brandTransitions[action].from.includes(status);
}

/** Whether someone who is these things to the brand may make the move, in whatever state. */
export function isAllowed(action: BrandAction, parties: readonly BrandParty[]): boolean {
  return brandTransitions[action].by.some((party) => parties.includes(party));
}

/** Moves that someone may make now, in the order of the table. */
export function availableActions(status: BrandStatus, parties: readonly BrandParty[]): BrandAction[] {
  return actions.filter((action) => isPossible(action, status) && isAllowed(action, parties));
}
