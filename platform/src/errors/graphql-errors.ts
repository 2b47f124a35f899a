import { GraphQLError } from 'graphql';
import { withoutStacks } from './without-stacks.js';

/** Codes of GraphQL errors (`extensions.code`), the whole list. They are part of the contract: docs/errors.md. */
export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'TOO_EXPENSIVE',
  'SUBGRAPH_UNAVAILABLE',
  'TIMEOUT',
  'INTERNAL',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_PLANNING_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_IN_LIST',
] as const;

/** Code of a GraphQL error. */
export type ErrorCode = (typeof errorCodes)[number];

/** Codes of what is no request's fault: whoever looks into it wants to know where it was found. */
const ownFaults = new Set<ErrorCode>(['INTERNAL', 'SUBGRAPH_UNAVAILABLE', 'TIMEOUT']);

/** A GraphQL error with a code from the list; its message is meant for clients. It has a stack if it is a fault of ours. */
export function codedError(code: ErrorCode, message: string, extensions: Record<string, unknown> = {}): GraphQLError {
  const made = (): GraphQLError => new GraphQLError(message, { extensions: { ...extensions, code } });
  return ownFaults.has(code) ? made() : withoutStacks(made);
}

/** No token, or one that does not hold. */
export const unauthenticated = (message = 'Sign in: this needs a valid token.'): GraphQLError =>
  codedError('UNAUTHENTICATED', message);

/** A viewer who is known and may not do this. Never used where it would tell that another tenant's object exists. */
export const forbidden = (message = 'You may not do this.'): GraphQLError => codedError('FORBIDDEN', message);

/** The object does not exist, or is another tenant's: the two are never told apart. */
export const notFound = (what: string): GraphQLError => codedError('NOT_FOUND', `${what} not found.`);

/** An argument is malformed. @param argument its name, as the client wrote it */
export const badUserInput = (argument: string, reason: string): GraphQLError =>
  codedError('BAD_USER_INPUT', `Argument "${argument}" ${reason}`, { argument });

/** Another process cannot be reached. */
export const unavailable = (what: string): GraphQLError =>
  codedError('SUBGRAPH_UNAVAILABLE', `${what} cannot be reached at present; try again.`);
