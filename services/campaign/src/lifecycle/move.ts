import { forbidden } from '#platform/errors/graphql-errors.js';
import { userProblem } from '#platform/errors/user-errors.js';
import { decide, type Actor, type TransitionTable } from './transition-table.js';

/** A move that someone asks for. */
interface RequestedMove<Action extends string, State extends string> {
  table: TransitionTable<Action, State>;
  action: Action;
  state: State;
  actor: Actor | null;
  /** What is moved, for messages: `campaign`. */
  what: string;
}

/**
 * The state after a move.
 * @throws GraphQLError FORBIDDEN when the move is another side's
 * @throws UserProblem WRONG_STATE when it is not possible now
 */
export function stateAfter<Action extends string, State extends string>(move: RequestedMove<Action, State>): State {
  const decision = decide(move.table, move.action, move.state, move.actor);
  if (decision.allowed) return decision.to;
  if (decision.reason === 'NOT_THEIRS') throw forbidden();
  const states = move.table[move.action].from.join(' or ');
  throw userProblem('WRONG_STATE', `The ${move.what} is ${move.state}; this is possible while it is ${states}.`);
}
