/** An object out of JSON: any name may be a property, those of `Object.prototype` too. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is an object and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is an object, or is not there: JSON and GraphQL say null for that as well. */
export function isJsonObjectOrNothing(value: unknown): value is JsonObject | null | undefined {
  return value === undefined || value === null || isJsonObject(value);
}
