import type { IncomingMessage } from 'node:http';
import { isResult, type ClientResult } from '../operations/client-result.js';
import type { BoundOperation } from '../operations/prepared-operation.js';

const noStore = 'no-store';

/**
 * The `cache-control` of an answer. What may be kept is an answer to a query with all it asked for, and nothing that
 * only its own request wanted. It is its client's alone as soon as rights or a token had a part in it, since what a
 * subgraph makes of the viewer is not known here; `vary` names what else an answer depends on (`cors.ts`).
 * @param bound the operation, or the answer that refuses it
 * @param isCounted whether the answer tells its client what is left of a budget, which others must not read
 */
export function cacheControl(
  bound: BoundOperation | ClientResult,
  result: ClientResult,
  { authorization }: IncomingMessage['headers'],
  isCounted = false,
): string {
  if (isResult(bound)) return noStore;
  const { cachePolicy, needs } = bound.prepared;
  if (!cachePolicy || result.errors || result.extensions || result.data === undefined) return noStore;
  return needs.length > 0 || authorization !== undefined || isCounted ? cachePolicy.own : cachePolicy.general;
}
