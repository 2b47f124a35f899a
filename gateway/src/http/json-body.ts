import type { ServerResponse } from 'node:http';
import { refuse } from './refusals.js';

/** Reads the text of a body as a JSON object; answers and gives undefined if it is none. */
export function readJsonObject(text: string, response: ServerResponse): Record<string, unknown> | undefined {
  try {
    // Some editors and shells put a byte order mark first.
    const json = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
    refuse(
      response,
      400,
      Array.isArray(json) ? 'One operation a request: batches are off.' : 'The body is no JSON object.',
    );
  } catch {
    refuse(response, 400, 'The body is not JSON.');
  }
  return undefined;
}
