import { isInherited, isJsonObject, type JsonObject } from './own-property.js';

/**
 * Merges what a subgraph answered into the data gathered so far, by the rules of Apollo's execution: objects are merged,
 * lists of equal length element by element, anything else is replaced. What was absent is taken over, not copied.
 * @throws TypeError when an object meets a leaf that cannot take it
 */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    if (isInherited(key) && !Object.hasOwn(target, key) && key in target)
      Object.defineProperty(target, key, { configurable: true, enumerable: true, value: undefined, writable: true });
    const present = target[key];
    if (present === undefined) target[key] = value;
    else if (present && isJsonObject(value)) mergeInto(present as JsonObject, value);
    else if (Array.isArray(value) && Array.isArray(present) && value.length === present.length)
      mergeLists(present, value);
    else target[key] = value;
  }
}

function mergeLists(target: unknown[], source: unknown[]): void {
  for (let index = 0; index < source.length; index += 1) {
    const present = target[index];
    const value = source[index];
    if (isJsonObject(present) && isJsonObject(value)) mergeInto(present, value);
    else target[index] = value;
  }
}

/** A copy of a JSON value that shares nothing with it. */
export function copyJson<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyJson) as Value;
  const copy: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) {
    // An own property of any name, `__proto__` included.
    if (key === '__proto__')
      Object.defineProperty(copy, key, {
        configurable: true,
        enumerable: true,
        writable: true,
        value: copyJson(inner),
      });
    else copy[key] = copyJson(inner) as unknown;
  }
  return copy as Value;
}
