import type { GraphQLError } from 'graphql';
import type { DocumentRefusals } from './document-refusals.js';
import type { OperationBudget } from './operation-budget.js';

/** Bounds for which a client can be refused before anything of its request is read. */
export interface ClientBounds {
  /** What each client may spend, if that is bounded. */
  budget: OperationBudget | undefined;
  /** How much of each client's documents may be refused, if that is bounded. */
  refusals: DocumentRefusals | undefined;
}

/** The refusal of a client whatever it asks for, RATE_LIMITED with `retryAfter` in seconds; undefined for all others. */
export function clientRefusal(client: string, { budget, refusals }: ClientBounds): GraphQLError | undefined {
  return budget?.refusal(client) ?? refusals?.refusal(client);
}
