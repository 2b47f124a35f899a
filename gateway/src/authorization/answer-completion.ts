import { computeResponse } from '@apollo/gateway/dist/resultShaping.js';
import type { Operation } from '@apollo/federation-internals';
import { own, type JsonObject } from '../execution/own-property.js';

/**
 * Makes the answer to a whole operation out of the answer to what was left of it: fields that were taken out are null,
 * and a null where none may be takes what is above it along, by the rules that all answers are made by.
 *
 * This is a step of its own, after the smaller operation was answered in full, because subgraphs may have been asked for
 * more than the viewer may see: keys, and what `@requires` needs. The smaller answer has nothing but what was left of the
 * operation, so none of that can come back under the name of a refused field.
 * @param operation the whole
 * @param data JSON text of the answer to what was left
 * @returns JSON text
 */
export function completeAnswer(operation: Operation, data: string, variables: Readonly<JsonObject>): string {
  const input = JSON.parse(data) as JsonObject | null;
  if (input === null) return data;
  const { data: whole } = computeResponse({
    operation,
    variables,
    input,
    introspectionHandling: ({ element }) => own(input, element.responseName()),
  });
  return JSON.stringify(whole ?? null);
}
