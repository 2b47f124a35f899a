import { describe, expect, it } from '@jest/globals';
import { parseValue } from 'graphql';
import { parseInstant, sharedScalars } from '../src/graphql/scalars.js';

describe('scalars', () => {
  it.each([
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.123+07:00', '2026-03-01T02:30:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('read %s', (text, expected) => expect(parseInstant(text)?.toISOString()).toBe(expected));

  it.each([
    '2026-03-01',
    '2026-03-01T09:30:00',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    // Years that have no four digits, or none in Postgres, once they are in UTC.
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    'now',
    '',
  ])('refuse the time %p', (text) => expect(parseInstant(text)).toBeUndefined());

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '7'])('refuse the count %p', (value) =>
    expect(() => sharedScalars.Count.parseValue(value)).toThrow(/whole number/),
  );

  it('take counts beyond 32 bits, from variables, literals and the database', () => {
    expect(sharedScalars.Count.parseValue(5_000_000_000)).toBe(5_000_000_000);
    expect(sharedScalars.Count.parseLiteral(parseValue('5000000000') as never)).toBe(5_000_000_000);
    expect(sharedScalars.Count.serialize('5000000000')).toBe(5_000_000_000);
  });

  it('refuse what is no country', () => expect(() => sharedScalars.CountryCode.parseValue('vn')).toThrow(/ISO 3166/));
});
