import { periodEndFromName } from './capture-date.js';
import type { FieldRule, Mapping } from './mapping.js';
import type { SourceRow } from './source-row.js';
import { REQUIRED_FIELDS, type SourceKind, TARGET_FIELDS } from './target-fields.js';
import { type TransformName, ValueProblem, applyTransform } from './transforms.js';

/** What a row says: an item to send, or why it cannot be sent. */
export type RowReading =
  | { readonly item: Record<string, unknown>; readonly problem: null }
  | { readonly item: null; readonly problem: { readonly field: string | null; readonly reason: string } };

/** Reads rows of one file into items of one kind. */
export type RowReader = (row: SourceRow) => RowReading;

// Fields that hold the moment a row was true: `--at` fills them where the file does not.
const MOMENTS: Readonly<Record<SourceKind, string>> = {
  creators: 'reportedAt',
  videos: 'observedAt',
  snapshots: 'capturedAt',
};

/**
 * Prepares the reading of a file's rows by its mapping. Fields that the source does not give are left out of the items.
 * @param at moment (RFC 3339) that goes before what the mapping says of the time; null to let the mapping say it
 * @returns null when files of this format hold no such things
 */
export function createRowReader(mapping: Mapping, kind: SourceKind, path: string, at: string | null): RowReader | null {
  const rules = mapping[kind];
  if (!rules) return null;
  const fields = Object.entries(rules).map(([field, rule]) => ({
    field,
    read: field === MOMENTS[kind] && at !== null ? () => at : compileRule(rule, TARGET_FIELDS[kind][field]!, path),
  }));
  return (row) => {
    if (row.problem !== null) return { item: null, problem: { field: null, reason: row.problem } };
    const item: Record<string, unknown> = {};
    for (const { field, read } of fields) {
      try {
        const value = read(row);
        if (value !== null && value !== undefined) item[field] = value;
      } catch (error) {
        if (!(error instanceof ValueProblem)) throw error;
        return { item: null, problem: { field, reason: error.message } };
      }
    }
    for (const names of REQUIRED_FIELDS[kind]) {
      if (!names.some((name) => name in item)) return { item: null, problem: missing(names) };
    }
    return { item, problem: null };
  };
}

function missing(names: readonly string[]): { field: string; reason: string } {
  const [field = ''] = names;
  if (names.length === 1 && Object.values(MOMENTS).includes(field)) {
    return { field, reason: 'no date in the row or in the name of the file: say when with --at' };
  }
  return { field, reason: names.length === 1 ? 'is missing' : `one of ${names.join(', ')} is needed` };
}

function compileRule(rule: FieldRule, usual: TransformName, path: string): (row: SourceRow) => unknown {
  if (typeof rule === 'string' || Array.isArray(rule)) return compileRule({ column: rule }, usual, path);
  if ('constant' in rule) return () => rule.constant;
  if ('fileName' in rule) {
    const moment = periodEndFromName(path);
    return () => moment;
  }
  const transform = rule.as ?? usual;
  const placeholder = rule.unless === undefined ? null : new RegExp(rule.unless, 'iu');
  const known = (value: unknown) =>
    placeholder !== null && typeof value === 'string' && placeholder.test(value) ? undefined : value;
  if ('columns' in rule) {
    const isList = transform === 'categories' || transform === 'hashtags';
    return (row) => {
      const values = rule.columns.map((reference) => known(row.read(reference)));
      return applyTransform(transform, isList ? values : values.filter((value) => !isBlank(value)).join(' '));
    };
  }
  const references = [rule.column].flat();
  return (row) => {
    for (const reference of references) {
      const value = known(row.read(reference));
      if (!isBlank(value)) return applyTransform(transform, value);
    }
    return null;
  };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
