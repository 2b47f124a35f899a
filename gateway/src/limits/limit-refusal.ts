import type { GraphQLError } from 'graphql';
import { codedError } from '#platform/errors/graphql-errors.js';

/** The refusal of an operation that is too large. @param what what it does, after "The operation" */
export function tooExpensive(what: string): GraphQLError {
  return codedError('TOO_EXPENSIVE', `The operation ${what}.`);
}

/** The refusal of a document that is too large. @param what what it does, after "The document" */
export function documentTooExpensive(what: string): GraphQLError {
  return codedError('TOO_EXPENSIVE', `The document ${what}.`);
}
