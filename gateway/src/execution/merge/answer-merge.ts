import { isJsonObject, type JsonObject } from '#platform/json/json-object.js';
import { isInherited } from '../own-property.js';

/**
 * Merges what a subgraph answered into the data gathered so far, by the rules of Apollo's execution: objects are merged,
 * lists of equal length element by element, anything else is replaced. What was absent is taken over, not copied.
 * @throws TypeError when an object meets a leaf that cannot take it
 */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value !== undefined) mergeField(target, key, value);
  }
}

function mergeField(target: JsonObject, key: string, value: unknown): void {
  if (isInherited(key) && !Object.hasOwn(target, key) && key in target)
    Object.defineProperty(target, key, { configurable: true, enumerable: true, value: undefined, writable: true });
  const present = target[key];
  if (present === undefined) target[key] = value;
  else if (present && isJsonObject(value)) mergeInto(present as JsonObject, value);
  else if (Array.isArray(value) && Array.isArray(present) && value.length === present.length)
    mergeLists(present, value);
  else target[key] = value;
}

/** Merges the fields of an entity into its place. @param copies whether to merge a copy of it */
export type EntityMerge = (place: JsonObject, entity: JsonObject, copies: boolean) => void;

/**
 * Compiles `mergeInto` for entities with these fields; anything else in an answer was not asked for and is left out.
 * @param names response names, `__typename` not among them
 */
export function entityMerge(names: readonly string[]): EntityMerge {
  if (names.some(isInherited)) return (place, entity, copies) => mergeInto(place, copies ? copyJson(entity) : entity);
  const lines = names.map((name) => {
    const key = JSON.stringify(name);
    return `value = entity[${key}];
      if (value !== undefined) {
        if (copies && typeof value === "object") value = copyJson(value);
        if (place[${key}] === undefined) place[${key}] = value; else mergeField(place, ${key}, value);
      }`;
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text holds nothing but quoted names
  const make = new Function(
    'mergeField',
    'copyJson',
    `return (place, entity, copies) => {
      let value;
      if (place.__typename !== entity.__typename) place.__typename = entity.__typename;
      ${lines.join('\n')}
    };`,
  ) as (...given: unknown[]) => EntityMerge;
  return make(mergeField, copyJson);
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
