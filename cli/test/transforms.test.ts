import { describe, expect, it } from '@jest/globals';
import { periodEndFromName } from '../src/sources/capture-date.js';
import { applyTransform } from '../src/sources/transforms.js';

describe('transforms', () => {
  it.each([
    ['13.8M', 13_800_000],
    ['13800000', 13_800_000],
    ['13,800,000', 13_800_000],
    ['4.35K', 4_350],
    ['1.1b', 1_100_000_000],
    ['249', 249],
    ['0', 0],
    ['12.0', 12],
    [' 7 ', 7],
    ['', null],
    ['N/A', null],
    [null, null],
    [undefined, null],
    [5, 5],
  ])('reads the count %j as %j', (text, count) => {
    expect(applyTransform('count', text)).toBe(count);
  });

  it.each(['1.5', '-3', '1.2345K', 'NaN', 'Infinity', '1e3', '9007199254740993', '12M views', '1,23', [1]])(
    'refuses %j as a count',
    (text) => {
      expect(() => applyTransform('count', text)).toThrow();
    },
  );

  it.each([
    ['2025-09-24 18:11:30', '2025-09-24T18:11:30.000Z'],
    ['2025-09-24', '2025-09-24T00:00:00.000Z'],
    ['2025-09-24T18:11:30+07:00', '2025-09-24T11:11:30.000Z'],
    ['2025-09-24T18:11:30.5-0130', '2025-09-24T19:41:30.500Z'],
  ])('reads the instant %j as %j', (text, instant) => {
    expect(applyTransform('instant', text)).toBe(instant);
  });

  it.each(['2025-02-30', '24/09/2025', '2025-09-24 25:00:00', 'yesterday'])('refuses %j as an instant', (text) => {
    expect(() => applyTransform('instant', text)).toThrow('is not a date and time');
  });

  it('refuses ids that have lost digits, and keeps those that have not', () => {
    expect(applyTransform('id', '7554346264477830423')).toBe('7554346264477830423');
    expect(applyTransform('id', 123)).toBe('123');
    // eslint-disable-next-line no-loss-of-precision -- that is the point
    expect(() => applyTransform('id', 7554346264477830423)).toThrow('has lost digits');
  });

  it('tells handles from names', () => {
    expect(applyTransform('handle', '@some.body_1')).toBe('some.body_1');
    expect(applyTransform('handle', 'よしこ')).toBe('よしこ');
    expect(applyTransform('handle', 'Some Body')).toBeNull();
    expect(applyTransform('accountName', 'Some Body')).toBe('Some Body');
    expect(applyTransform('accountName', 'somebody')).toBeNull();
  });

  it.each([
    ['tiktok-2022-03.csv', '2022-03-31T23:59:59.000Z'],
    ['2024-02.csv', '2024-02-29T23:59:59.000Z'],
    ['2025-10-02.creators.csv', '2025-10-02T23:59:59.000Z'],
    ['lists-2020/trending.json', '2020-12-31T23:59:59.000Z'],
    ['v2-2021-12-31_final.csv', '2021-12-31T23:59:59.000Z'],
    ['lists/top1000.csv', null],
    ['7554346264477830423.csv', null],
  ])('finds the end of the period in the name %s', (path, instant) => {
    expect(periodEndFromName(path)).toBe(instant);
  });
});
