import type { GraphQLError, GraphQLSchema } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { withoutStacks } from '#platform/errors/without-stacks.js';
import { tooExpensive } from '../limits/limit-refusal.js';
import { variableExcess, type VariableLimits } from '../limits/variable-size.js';
import type { BoundOperation } from './prepared-operation.js';
import { coerceVariables } from './variable-coercion.js';

/** What variables are checked by. */
export interface VariableRules {
  schema: GraphQLSchema;
  limits: VariableLimits;
  /** Whether errors may suggest names. */
  introspection: boolean;
}

/** Variables of an operation: as it runs with them, and with their defaults; or what is wrong with them. */
export type CheckedVariables =
  | { variables: Readonly<Record<string, unknown>>; coerced: Readonly<Record<string, unknown>>; errors?: undefined }
  | { errors: readonly GraphQLError[] };

/** Longest message about a variable, in characters: it quotes the value. */
const maxMessage = 300;

const excesses: Record<keyof VariableLimits, (limits: VariableLimits) => string> = {
  depth: ({ depth }) => `has a variable nested more than ${depth} levels deep`,
  variableValues: ({ variableValues }) => `has variables of more than ${variableValues} values`,
};

const nothing: Readonly<Record<string, unknown>> = {};

/** Checks the variables that a client sent for an operation. */
export function checkVariables(
  { prepared, literals }: BoundOperation,
  sent: Readonly<Record<string, unknown>> | null | undefined,
  { schema, limits, introspection }: VariableRules,
): CheckedVariables {
  const excess = variableExcess(sent, limits);
  if (excess) return { errors: [tooExpensive(excesses[excess](limits))] };
  const variables = literals ? { ...sent, ...literals } : (sent ?? {});
  const { given } = prepared;
  const checked = given.length
    ? withoutStacks(() => coerceVariables(schema, given, variables, !introspection))
    : { coerced: nothing };
  if (checked.problems)
    return { errors: checked.problems.map((problem) => codedError('BAD_USER_INPUT', shortened(problem))) };
  return { variables, coerced: literals ? { ...checked.coerced, ...literals } : checked.coerced };
}

function shortened(message: string): string {
  return message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message;
}
