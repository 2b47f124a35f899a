import { resultText, type ClientResult } from '../operations/client-result.js';

// Of results that answer several requests: the first writes the text, which is cheapest as it is, all others share its
// bytes.
const bodies = new WeakMap<ClientResult, string | Buffer>();

/** What an answer's body is, as JSON. */
export function answerBody(result: ClientResult): string | Buffer {
  if (!result.isShared) return resultText(result);
  const known = bodies.get(result);
  if (typeof known === 'object') return known;
  const body = known === undefined ? resultText(result) : Buffer.from(known);
  bodies.set(result, body);
  return body;
}
