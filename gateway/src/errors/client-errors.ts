import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { errorCodes } from '#platform/errors/graphql-errors.js';

const known = new Set<string>(errorCodes);

// What an error may carry besides its code; anything else could be an internal of a subgraph.
const clientExtensions = ['argument'] as const;

/** What a client reads of a fault that is ours. */
export const internalMessage = 'Something went wrong on our side.';

/** Longest message, in characters: it may quote what was sent. */
const maxMessage = 1_000;

/** Errors of Apollo Server whose message is about the request, by their code. */
const requestFaults: Record<string, string> = { BAD_REQUEST: 'BAD_USER_INPUT' };

/**
 * What a client may see of an error: message, path, locations and a code of ours. An error without such a code is
 * logged and answered in general words, so that no URL, SQL, stack or address leaves the gateway.
 */
export function clientError(
  error: GraphQLFormattedError,
  logger: Logger,
  cause?: unknown,
  requestId?: string,
): GraphQLFormattedError {
  const given = typeof error.extensions?.code === 'string' ? error.extensions.code : '';
  const code = requestFaults[given] ?? (isRequestFault(cause) && !known.has(given) ? 'BAD_USER_INPUT' : given);
  const about = {
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
  };
  if (!known.has(code) || code === 'INTERNAL') {
    // What is in these words already has been logged where it was put so.
    if (error.message !== internalMessage)
      logger.error({ err: cause ?? error, path: error.path, requestId }, 'operation failed');
    return { message: internalMessage, ...about, extensions: { code: 'INTERNAL' } };
  }
  const extensions: Record<string, unknown> = {};
  for (const name of clientExtensions) {
    if (typeof error.extensions?.[name] === 'string') extensions[name] = error.extensions[name];
  }
  // Seconds until another try may do better.
  const { retryAfter } = error.extensions ?? {};
  if (typeof retryAfter === 'number') extensions.retryAfter = retryAfter;
  return { message: shortened(error.message), ...about, extensions: { ...extensions, code } };
}

function shortened(message: string): string {
  return message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message;
}

/** Whether Apollo Server marked an error as the request's own fault, by an HTTP status of 400 to 499. */
function isRequestFault(cause: unknown): boolean {
  if (!(cause instanceof GraphQLError)) return false;
  const status = (cause.extensions.http as { status?: number } | undefined)?.status ?? 500;
  return status >= 400 && status < 500;
}
