import { normaliseHeader } from './mapping.js';

/** One row of a source file (a CSV record, an item of a JSON list). */
export interface SourceRow {
  /** Where it stands: the line a CSV record begins on, the number of a JSON item, from 1. */
  readonly line: number;
  /** Value under a column name (`followers`, `followers#2` for the second of that name) or a JSON path (`author.id`). */
  read(reference: string): unknown;
  /** Why the row as a whole cannot be read; null when it can. */
  readonly problem: string | null;
}

/** Finds columns by their normalised names, the second and later of one name by `name#2`. */
export class CsvHeader {
  readonly #columns = new Map<string, number>();
  /** Normalised names in the order of the file. */
  readonly names: readonly string[];

  constructor(record: readonly string[]) {
    this.names = record.map(normaliseHeader);
    const seen = new Map<string, number>();
    this.names.forEach((name, index) => {
      const occurrence = (seen.get(name) ?? 0) + 1;
      seen.set(name, occurrence);
      this.#columns.set(`${name}#${occurrence}`, index);
    });
  }

  /** Position of a column; undefined when there is none of that name. */
  position(reference: string): number | undefined {
    const [, name = '', occurrence = '1'] = /^(.*?)(?:#(\d+))?$/s.exec(reference) ?? [];
    return this.#columns.get(`${normaliseHeader(name)}#${occurrence}`);
  }

  /** Whether there is a column of that name. */
  has(reference: string): boolean {
    return this.position(reference) !== undefined;
  }
}

/** Makes a row of a CSV record; one with another number of values than the header has is a row with a problem. */
export function csvRow(header: CsvHeader, record: readonly string[], line: number): SourceRow {
  const problem =
    record.length === header.names.length
      ? null
      : `has ${record.length} values where the header has ${header.names.length} columns`;
  return {
    line,
    problem,
    read(reference) {
      const position = header.position(reference);
      return position === undefined ? undefined : record[position];
    },
  };
}

/** Makes a row of an item of a JSON list. */
export function jsonRow(item: unknown, line: number): SourceRow {
  const problem = typeof item === 'object' && item !== null ? null : 'is no object';
  return { line, problem, read: (reference) => readPath(item, reference) };
}

/**
 * Value at a path such as `author.id`; `tags[].name` gives the list of the names of all tags. Undefined where the path
 * leads nowhere. Only own properties are followed, so that a path can never reach a prototype.
 */
export function readPath(value: unknown, path: string): unknown {
  let current = value;
  const steps = path === '' ? [] : path.split('.');
  for (const [index, step] of steps.entries()) {
    const isList = step.endsWith('[]');
    const key = isList ? step.slice(0, -2) : step;
    if (key !== '') {
      if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
      current = (current as Record<string, unknown>)[key];
    }
    if (isList) {
      if (!Array.isArray(current)) return undefined;
      const rest = steps.slice(index + 1).join('.');
      return rest === '' ? current : current.map((entry) => readPath(entry, rest));
    }
  }
  return current;
}

/**
 * Parses JSON without losing digits: whole numbers too long for a JavaScript number (ids of 19 digits) come out as text.
 * @throws SyntaxError when the text is no JSON
 */
export function parseJsonKeepingDigits(text: string): unknown {
  const literals = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
  const quoted = text
    .replace(/^\uFEFF/, '')
    .replace(literals, (literal) =>
      /^-?\d{16,}$/.test(literal) && !Number.isSafeInteger(Number(literal)) ? `"${literal}"` : literal,
    );
  return JSON.parse(quoted);
}
