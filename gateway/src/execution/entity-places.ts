import { isJsonObject, own } from './own-property.js';

/** Stands for a list in a path: every element. */
const everyElement = '@';

/**
 * Finds what stands at a path of the data, nulls left out.
 * @param path response names, with `@` for the elements of a list
 * @throws Error when the data has a list where the path has none, or none where it has one
 */
export function placesAt(data: unknown, path: readonly string[]): unknown[] {
  const found: unknown[] = [];
  collect(data, path, 0, found);
  return found;
}

function collect(value: unknown, path: readonly string[], depth: number, found: unknown[]): void {
  for (let index = depth; value != null; index += 1) {
    if (index === path.length) {
      found.push(value);
      return;
    }
    const step = path[index]!;
    if (step === everyElement) {
      if (!Array.isArray(value)) throw new Error('A path of the plan expects a list where the data has none.');
      for (const element of value) collect(element, path, index + 1, found);
      return;
    }
    if (Array.isArray(value)) throw new Error('A path of the plan meets a list where it expects none.');
    value = own(value, step);
  }
}

/** Response paths of what `placesAt` finds, in the same order. */
export function pathsAt(data: unknown, path: readonly string[]): (string | number)[][] {
  const found: (string | number)[][] = [];
  const walk = (value: unknown, depth: number, before: (string | number)[]): void => {
    if (value == null) return;
    if (depth === path.length) return void found.push(before);
    const step = path[depth]!;
    if (step === everyElement) {
      if (Array.isArray(value)) value.forEach((element, index) => walk(element, depth + 1, [...before, index]));
    } else if (isJsonObject(value)) walk(own(value, step), depth + 1, [...before, step]);
  };
  walk(data, 0, []);
  return found;
}
