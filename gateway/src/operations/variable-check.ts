import { getVariableValues, type GraphQLError, type GraphQLSchema } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';
import { tooExpensive } from '../limits/limit-refusal.js';
import { isDeeperThan } from '../limits/variable-depth.js';
import type { BoundOperation } from './prepared-operation.js';

/** What variables are checked by. */
export interface VariableRules {
  schema: GraphQLSchema;
  /** Deepest nesting of a value. */
  depth: number;
  /** Whether errors may suggest names. */
  introspection: boolean;
}

/** Variables of an operation: as it runs with them, and with their defaults; or what is wrong with them. */
export type CheckedVariables =
  | { variables: Readonly<Record<string, unknown>>; coerced: Readonly<Record<string, unknown>>; errors?: undefined }
  | { errors: readonly GraphQLError[] };

/** Most errors of variables that one answer lists. */
const maxErrors = 10;

/** Longest message about a variable, in characters: it quotes the value. */
const maxMessage = 300;

const nothing: Readonly<Record<string, unknown>> = {};

/** Checks the variables that a client sent for an operation. */
export function checkVariables(
  { prepared, literals }: BoundOperation,
  sent: Readonly<Record<string, unknown>> | null | undefined,
  { schema, depth, introspection }: VariableRules,
): CheckedVariables {
  // Its variables are an object themselves: the first level of a value is the second one here.
  if (isDeeperThan(depth + 1, sent))
    return { errors: [tooExpensive(`has a variable nested more than ${depth} levels deep`)] };
  const variables = literals ? { ...sent, ...literals } : (sent ?? {});
  const { given } = prepared;
  const checked = given.length
    ? getVariableValues(schema, given, variables, { maxErrors, hideSuggestions: !introspection })
    : { coerced: nothing };
  if (checked.errors)
    return { errors: checked.errors.map(({ message }) => codedError('BAD_USER_INPUT', shortened(message))) };
  return { variables, coerced: literals ? { ...checked.coerced, ...literals } : checked.coerced };
}

function shortened(message: string): string {
  return message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message;
}
