import { computeResponse } from '@apollo/gateway/dist/resultShaping.js';
import type { Operation } from '@apollo/federation-internals';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { absentError, type AbsentEntities } from '../merge/absent-entities.js';
import type { JsonObject } from '../own-property.js';
import { maxMisfits, misfitErrors } from './misfits.js';

/** An answer whose data is an object still. */
export interface ShapedAnswer {
  data: JsonObject | null;
  errors?: readonly GraphQLFormattedError[];
}

/**
 * Shapes data with Apollo's own rules about nulls and values that do not fit.
 * @param absent references for which no entity was found
 */
export function shapeByApollo(
  operation: Operation,
  input: JsonObject,
  variables: Readonly<JsonObject>,
  errors: readonly GraphQLFormattedError[],
  absent: AbsentEntities,
  logger: Logger,
): ShapedAnswer {
  try {
    const shaped = computeResponse({
      operation,
      variables,
      input,
      introspectionHandling: () => {
        throw new Error('introspection is executed elsewhere');
      },
    });
    const data = (shaped.data ?? null) as JsonObject | null;
    if (errors.length) return { data, errors };
    const misfits = absent.split(shaped.errors, input, data);
    const found = [...misfits.absent.slice(0, maxMisfits).map(absentError), ...misfitErrors(misfits.others, logger)];
    return found.length ? { data, errors: found } : { data };
  } catch (error) {
    // A broken structure: stock answers with this fault and nothing else.
    const fault = error instanceof GraphQLError ? error : new GraphQLError(String(error));
    return { data: null, errors: [fault] };
  }
}
