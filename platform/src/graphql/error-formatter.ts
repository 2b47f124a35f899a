import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { isConnectionLost, isContention, isDatabaseUnavailable, isStatementTimeout } from '../database/transaction.js';
import { errorCodes } from '../errors/graphql-errors.js';

const known = new Set<string>(errorCodes);

/** Finds what was thrown beneath the GraphQL error that wraps it. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

/** Whether an error in an answer comes from a connection to the database that broke meanwhile. */
export function comesFromLostConnection(thrown: unknown): boolean {
  return isConnectionLost(causeOf(thrown));
}

/**
 * What a client may see of an error. Coded errors pass with their message; anything else is logged and answered in
 * general words, so that no SQL, stack or address leaves the process.
 */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown, logger: Logger): GraphQLFormattedError {
  const { message, path, locations } = formatted;
  const cause = causeOf(thrown);
  const { stacktrace: _stacktrace, ...extensions } = formatted.extensions ?? {};
  const answer = (text: string, code: string, more: Record<string, unknown> = {}): GraphQLFormattedError => ({
    message: text,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { ...more, code },
  });
  if (isDatabaseUnavailable(cause)) {
    logger.warn({ err: cause }, 'database unavailable');
    return answer('The service cannot reach its data at present; try again.', 'SUBGRAPH_UNAVAILABLE');
  }
  if (isStatementTimeout(cause)) return answer('This took too long and was stopped.', 'TIMEOUT');
  if (isContention(cause)) return answer('Somebody else changed the same at this moment; try again.', 'CONFLICT');
  const code = typeof extensions.code === 'string' ? extensions.code : '';
  if (code === 'BAD_REQUEST') return answer(message, 'BAD_USER_INPUT');
  if (known.has(code) && code !== 'INTERNAL') return answer(message, code, extensions);
  logger.error({ err: cause, path }, 'operation failed');
  return answer('Something went wrong on our side.', 'INTERNAL');
}
