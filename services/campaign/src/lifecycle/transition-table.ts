/** Who makes a move: a member of the brand, the creator, or an operator of the marketplace. */
export type Actor = 'BRAND' | 'CREATOR' | 'OPERATOR';

/** A move on an object with a state. */
export interface Transition<State extends string> {
  /** States in which the move is possible. */
  from: readonly State[];
  /** The state after it; null where the move leaves the state alone. */
  to: State | null;
  /** Who may make it. */
  by: readonly Actor[];
}

/** Every move of an aggregate. It serves both the move itself and the buttons that a viewer is offered. */
export type TransitionTable<Action extends string, State extends string> = Readonly<Record<Action, Transition<State>>>;

/** What a table says of a move: the state after it, or why it is not to be. */
export type Decision<State extends string> =
  { allowed: true; to: State } | { allowed: false; reason: 'NOT_THEIRS' | 'WRONG_STATE' };

/**
 * Decides a move.
 * @param actor null for someone who may only read
 */
export function decide<Action extends string, State extends string>(
  table: TransitionTable<Action, State>,
  action: Action,
  state: State,
  actor: Actor | null,
): Decision<State> {
  const transition = table[action];
  if (!actor || !transition.by.includes(actor)) return { allowed: false, reason: 'NOT_THEIRS' };
  if (!transition.from.includes(state)) return { allowed: false, reason: 'WRONG_STATE' };
  return { allowed: true, to: transition.to ?? state };
}

/** Moves that an actor can make in a state, in the order of the table. */
export function movesIn<Action extends string, State extends string>(
  table: TransitionTable<Action, State>,
  state: State,
  actor: Actor | null,
): Action[] {
  return (Object.keys(table) as Action[]).filter((action) => decide(table, action, state, actor).allowed);
}
