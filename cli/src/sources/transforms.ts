/** A value of a source row cannot be what the field needs; the row is rejected with this reason. */
export class ValueProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ValueProblem';
  }
}

type Transform = (value: unknown) => unknown;

const MULTIPLIERS: Readonly<Record<string, number>> = { '': 0, K: 3, M: 6, B: 9 };
// What lists write where they know nothing. It is never read as 0.
const UNKNOWN = new Set(['', '-', '–', '—', 'n/a', 'na', 'null', 'none']);
const PLATFORMS = new Set(['TIKTOK', 'INSTAGRAM', 'YOUTUBE']);

/** Turns a source value into text, or null when it is blank. */
function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.trim() || null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ValueProblem('is a list or an object where one value is needed');
}

/** Shows a value in a message without letting it take over the line. */
function shown(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}

/**
 * A whole count: `13800000`, `13,800,000`, `13.8M`. The shift of the decimal point is done on the digits, because
 * 13.8 × 1,000,000 is not always whole in floating point.
 */
function toCount(value: unknown): number | null {
  const text = toText(value);
  if (text === null || UNKNOWN.has(text.toLowerCase())) return null;
  const parts = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?\s*([kmb]?)$/i.exec(text);
  const shift = MULTIPLIERS[parts?.[3]?.toUpperCase() ?? ''] ?? 0;
  const fraction = (parts?.[2] ?? '').replace(/0+$/, '');
  if (!parts || fraction.length > shift) throw new ValueProblem(`is not a whole count: ${shown(text)}`);
  const count = Number(`${parts[1]!.replaceAll(',', '')}${fraction.padEnd(shift, '0')}`);
  if (!Number.isSafeInteger(count)) throw new ValueProblem(`is larger than a count can be: ${shown(text)}`);
  return count;
}

/** RFC 3339 in UTC from an ISO-like date, with or without time; a time without a zone is UTC. */
function toInstant(value: unknown): string | null {
  const text = toText(value);
  if (text === null) return null;
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[T\s]+(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text,
  );
  if (!parts) throw new ValueProblem(`is not a date and time: ${shown(text)}`);
  const [, day, time = '00:00:00', zone = 'Z'] = parts;
  const instant = new Date(
    `${day}T${time}${/^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()}`,
  );
  // JavaScript reads 31 February as 3 March; such a day is a mistake, not a date.
  const sameDay = !Number.isNaN(instant.getTime()) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day!);
  if (!sameDay) throw new ValueProblem(`is not a date and time: ${shown(text)}`);
  return instant.toISOString();
}

function fromEpoch(unitMs: number): Transform {
  return (value) => {
    const text = toText(value);
    if (text === null) return null;
    const instant = new Date(Number(text) * unitMs);
    if (!/^\d+$/.test(text) || Number.isNaN(instant.getTime()))
      throw new ValueProblem(`is not a Unix time: ${shown(text)}`);
    return instant.toISOString();
  };
}

/** An id of a platform. A number beyond 2^53 has already lost digits, so it cannot be trusted. */
function toId(value: unknown): string | null {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new ValueProblem('has lost digits: ids must be text');
  return toText(value);
}

/** The values of a list: of several columns, of a JSON list, or of text separated by `|`, `;` or `,`. */
function toList(value: unknown): string[] {
  const parts = Array.isArray(value) ? value.flat(Infinity) : (toText(value)?.split(/[|;,]/) ?? []);
  return [...new Set(parts.flatMap((part) => toText(part) ?? []))];
}

function toUrl(value: unknown): string | null {
  const text = toText(value);
  if (text === null) return null;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new ValueProblem(`is not a web address: ${shown(text)}`);
  return text;
}

function toBoolean(value: unknown): boolean | null {
  const text = toText(value)?.toLowerCase();
  if (text === undefined) return null;
  if (['true', 'yes', '1'].includes(text)) return true;
  if (['false', 'no', '0'].includes(text)) return false;
  throw new ValueProblem(`is neither true nor false: ${shown(text)}`);
}

// What platforms allow in a handle: one word. `Kids Diana Show` is a name.
function isHandle(text: string): boolean {
  return /^@?[\p{L}\p{M}\p{N}._-]+$/u.test(text);
}

const TRANSFORMS = {
  text: toText,
  id: toId,
  count: toCount,
  instant: toInstant,
  unixSeconds: fromEpoch(1000),
  unixMilliseconds: fromEpoch(1),
  boolean: toBoolean,
  url: toUrl,
  /** A handle without its `@`; null where the text is a name of several words. */
  handle: (value: unknown) => {
    const text = toText(value);
    return text !== null && isHandle(text) ? text.replace(/^@/, '') : null;
  },
  /** Account named by the source in words that cannot be a handle; null where it is one. */
  accountName: (value: unknown) => {
    const text = toText(value);
    return text === null || isHandle(text) ? null : text;
  },
  /** Topics, lower case; null when there are none. */
  categories: (value: unknown) => {
    const topics = (Array.isArray(value) ? toList(value) : toList([value])).map((topic) => topic.toLowerCase());
    return topics.length > 0 ? [...new Set(topics)] : null;
  },
  /** Hashtags, lower case, without `#`; null when there are none, so that the caption decides. */
  hashtags: (value: unknown) => {
    const tags = toList(value).flatMap((tag) => tag.replace(/^#+/, '').toLowerCase() || []);
    return tags.length > 0 ? [...new Set(tags)] : null;
  },
  platform: (value: unknown) => {
    const platform = toText(value)?.toUpperCase() ?? null;
    if (platform !== null && !PLATFORMS.has(platform))
      throw new ValueProblem(`is not a platform we know: ${shown(platform)}`);
    return platform;
  },
  /** A length in whole seconds; fractions are cut off. */
  wholeSeconds: (value: unknown) => {
    const text = toText(value);
    if (text === null) return null;
    const seconds = Math.floor(Number(text));
    if (!(seconds >= 0 && seconds < 2 ** 31)) throw new ValueProblem(`is not a length in seconds: ${shown(text)}`);
    return seconds;
  },
} satisfies Record<string, Transform>;

/** Name of a transform, as mappings write it. */
export type TransformName = keyof typeof TRANSFORMS;

/** Names of all transforms. */
export const TRANSFORM_NAMES = Object.keys(TRANSFORMS) as [TransformName, ...TransformName[]];

/**
 * Applies a transform to a source value. Null means that the source does not say.
 * @throws ValueProblem when the value is there but cannot be used
 */
export function applyTransform(name: TransformName, value: unknown): unknown {
  return TRANSFORMS[name](value);
}
