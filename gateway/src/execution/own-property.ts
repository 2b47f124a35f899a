import type { JsonObject } from '#platform/json/json-object.js';

export type { JsonObject };

/** Reads a property of the object's own, whatever its name. */
export function own(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as JsonObject)[name] : undefined;
}

/** Whether an object can have a property of this name without owning it, so that a plain read would not do. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}
