import { isInherited, own, type JsonObject } from '../own-property.js';

/** Stands for a list in a path: every element. */
const everyElement = '@';

/** Called with what stands at a path; what it gives back stands there from then on. */
export type PlaceVisitor = (value: unknown) => unknown;

/** Visits what stands at a path of the data, nulls left out, place by place. */
export type PlaceWalk = (data: JsonObject, visit: PlaceVisitor) => void;

/** Walks of one path that go step by step before it is compiled: most of what comes once never comes again. */
const uncompiledWalks = 1;

/**
 * The way along a path, compiled once it proves to be used: compiling takes a tenth of a millisecond, and a small document
 * can have hundreds of paths. The walk throws where the data has a list and the path has none, or the other way round.
 * @param path response names, with `@` for the elements of a list
 */
export function placeWalk(path: readonly string[]): PlaceWalk {
  let walks = 0;
  let walk: PlaceWalk = (data, visit) => {
    walks += 1;
    if (walks > uncompiledWalks) (walk = compiledWalk(path))(data, visit);
    else steppedWalk(path, data, visit);
  };
  return (data, visit) => walk(data, visit);
}

/** Goes along a path without compiling it. */
function steppedWalk(path: readonly string[], data: JsonObject, visit: PlaceVisitor): void {
  if (!path.length) return void visit(data);
  const walk = (value: object, index: number): void => {
    const step = path[index]!;
    if (step !== everyElement) {
      if (Array.isArray(value)) throw aList();
      return enter(value as JsonObject, step, own(value, step), index);
    }
    if (!Array.isArray(value)) throw noList();
    for (let key = 0; key < value.length; key += 1) enter(value, key, value[key], index);
  };
  const enter = (value: JsonObject | unknown[], key: string | number, next: unknown, index: number): void => {
    if (next === null || next === undefined) return;
    if (index === path.length - 1) {
      const kept = visit(next);
      if (kept !== next) (value as JsonObject)[key] = kept;
      // What is no object has nothing beneath it.
    } else if (typeof next === 'object' || path[index + 1] === everyElement) walk(next, index + 1);
  };
  walk(data, 0);
}

const noList = (): Error => new Error('A path of the plan expects a list where the data has none.');
const aList = (): Error => new Error('A path of the plan meets a list where it expects none.');

/**
 * Compiles the way along a path. The walk throws where the data has a list and the path has none, or the other way round.
 * @param path response names, with `@` for the elements of a list
 */
function compiledWalk(path: readonly string[]): PlaceWalk {
  if (!path.length) return (data, visit) => void visit(data);
  const lines: string[] = [];
  const close: string[] = [];
  path.forEach((step, index) => {
    const here = `value${index}`;
    const next = `value${index + 1}`;
    const key = step === everyElement ? `index${index}` : JSON.stringify(step);
    if (step === everyElement) {
      lines.push(
        `if (!Array.isArray(${here})) throw noList();`,
        `for (let ${key} = 0; ${key} < ${here}.length; ${key} += 1) {`,
        `const ${next} = ${here}[${key}];`,
      );
      close.unshift('}');
    } else {
      const read = isInherited(step) ? `own(${here}, ${key})` : `${here}[${key}]`;
      lines.push(`if (Array.isArray(${here})) throw aList();`, `const ${next} = ${read};`);
    }
    const isLast = index === path.length - 1;
    lines.push(
      isLast
        ? `if (${next} !== null && ${next} !== undefined) {
             const kept = visit(${next}); if (kept !== ${next}) ${here}[${key}] = kept; }`
        : path[index + 1] === everyElement
          ? `if (${next} !== null && ${next} !== undefined) {`
          : // What is no object has nothing beneath it.
            `if (typeof ${next} === "object" && ${next} !== null) {`,
    );
    if (!isLast) close.unshift('}');
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text holds nothing but quoted names and numbers
  const make = new Function(
    'own',
    'noList',
    'aList',
    `return (value0, visit) => { ${lines.join('\n')} ${close.join(' ')} };`,
  ) as (...given: unknown[]) => PlaceWalk;
  return make(own, noList, aList);
}

/** What stands at a path, with the response path of each place; in the order of a walk. */
export function positionsAt(data: unknown, path: readonly string[]): { value: unknown; path: (string | number)[] }[] {
  const found: { value: unknown; path: (string | number)[] }[] = [];
  const walk = (value: unknown, depth: number, before: (string | number)[]): void => {
    if (value == null) return;
    if (depth === path.length) return void found.push({ value, path: before });
    const step = path[depth]!;
    if (step === everyElement) {
      if (Array.isArray(value)) value.forEach((element, index) => walk(element, depth + 1, [...before, index]));
    } else if (typeof value === 'object' && !Array.isArray(value)) walk(own(value, step), depth + 1, [...before, step]);
  };
  walk(data, 0, []);
  return found;
}
