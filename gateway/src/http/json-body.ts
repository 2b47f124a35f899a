import type { ServerResponse } from 'node:http';
import { isJsonObject, type JsonObject } from '#platform/json/json-object.js';
import { refuse } from './refusals.js';

/** Reads the text of a body as a JSON object; answers and gives undefined if it is none. */
export function readJsonObject(text: string, response: ServerResponse): JsonObject | undefined {
  try {
    // Some editors and shells put a byte order mark first.
    const json = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    if (isJsonObject(json)) return json;
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
