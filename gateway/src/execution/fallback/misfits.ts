import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { internalMessage } from '../../errors/client-errors.js';

/** A value that does not fit the schema, as Apollo's shaping reports it. */
export interface Misfit {
  message: string;
  path?: readonly (string | number)[] | undefined;
}

/** Most misfits that one answer tells. */
export const maxMisfits = 20;

/** Errors that a client is told of values that do not fit. */
export function misfitErrors(misfits: readonly Misfit[], logger: Logger): GraphQLFormattedError[] {
  if (!misfits.length) return [];
  logger.warn({ misfits: misfits.slice(0, 5) }, 'a subgraph answered with values that do not fit');
  return misfits.slice(0, maxMisfits).map(({ path }) => ({
    message: internalMessage,
    ...(path && { path }),
    extensions: { code: 'INTERNAL' },
  }));
}
