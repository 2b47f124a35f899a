import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

function refuse(type: string, value: unknown, reason: string): never {
  const shown =
    typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value).slice(0, 60) : typeof value;
  throw new GraphQLError(`${type} cannot represent ${shown}: ${reason}`, { extensions: { code: 'BAD_USER_INPUT' } });
}

function wholeNumber(name: string, minimum: number): GraphQLScalarType<number, number> {
  const read = (value: unknown): number => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < minimum)
      return refuse(name, value, `it must be a whole number from ${minimum} to ${Number.MAX_SAFE_INTEGER}.`);
    return value;
  };
  return new GraphQLScalarType<number, number>({
    name,
    parseValue: read,
    parseLiteral: (node) =>
      node.kind === Kind.INT
        ? read(Number(node.value))
        : refuse(name, node.kind, 'it must be written as a whole number.'),
    // Postgres hands bigint over as text.
    serialize: (value) => read(typeof value === 'string' || typeof value === 'bigint' ? Number(value) : value),
  });
}

/** Text scalar that accepts what matches a pattern. */
function pattern(name: string, expression: RegExp, meaning: string): GraphQLScalarType<string, string> {
  const read = (value: unknown): string =>
    typeof value === 'string' && expression.test(value) ? value : refuse(name, value, `it must be ${meaning}.`);
  return new GraphQLScalarType<string, string>({
    name,
    parseValue: read,
    parseLiteral: (node) =>
      node.kind === Kind.STRING ? read(node.value) : refuse(name, node.kind, 'it must be a string.'),
    serialize: read,
  });
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads an RFC 3339 time with a zone.
 * @returns undefined for anything else, also for days that no calendar has (30 February) and for moments that in UTC
 * lie outside the years 1 to 9999: they could not be written back, and Postgres knows no year 0
 */
export function parseInstant(text: string): Date | undefined {
  if (!instant.test(text)) return undefined;
  const time = new Date(text);
  if (!(time.getTime() >= earliest && time.getTime() <= latest)) return undefined;
  const day = Number(text.slice(8, 10));
  const daysInMonth = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
  return day <= daysInMonth ? time : undefined;
}

const readInstant = (value: unknown): Date =>
  (typeof value === 'string' && parseInstant(value)) ||
  refuse('DateTime', value, 'it must be RFC 3339 with a zone, such as 2026-03-01T09:30:00Z.');

/** Resolvers of the scalars in schema/shared.graphql. */
export const sharedScalars = {
  DateTime: new GraphQLScalarType<Date, string>({
    name: 'DateTime',
    parseValue: readInstant,
    parseLiteral: (node) =>
      node.kind === Kind.STRING ? readInstant(node.value) : refuse('DateTime', node.kind, 'it must be a string.'),
    serialize: (value) => (value instanceof Date ? value : readInstant(value)).toISOString(),
  }),
  Count: wholeNumber('Count', 0),
  CountChange: wholeNumber('CountChange', Number.MIN_SAFE_INTEGER),
  MinorUnits: wholeNumber('MinorUnits', Number.MIN_SAFE_INTEGER),
  CountryCode: pattern('CountryCode', /^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code such as VN'),
  CurrencyCode: pattern('CurrencyCode', /^[A-Z]{3}$/, 'an ISO 4217 code such as USD'),
};

/** A whole number from 0 on, under a name of the subgraph's own. */
export const wholeNumberScalar = (name: string): GraphQLScalarType<number, number> => wholeNumber(name, 0);
