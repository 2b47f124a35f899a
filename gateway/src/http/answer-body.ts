import { resultText, type ClientResult } from '../operations/client-result.js';

// Several requests may be answered by one result; the first writes its text, which is cheapest as it is, all others
// share its bytes.
const bodies = new WeakMap<ClientResult, string | Buffer>();

/** What an answer's body is, as JSON. */
export function answerBody(result: ClientResult): string | Buffer {
  const known = bodies.get(result);
  if (typeof known === 'object') return known;
  const body = known === undefined ? resultText(result) : Buffer.from(known);
  bodies.set(result, body);
  return body;
}
