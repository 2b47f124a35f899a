/** An object out of JSON: any name may be a property, those of `Object.prototype` too. */
export type JsonObject = Record<string, unknown>;

/** Reads a property of the object's own, whatever its name. */
export function own(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as JsonObject)[name] : undefined;
}

/** Whether an object can have a property of this name without owning it, so that a plain read would not do. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** Whether a value is an object and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
