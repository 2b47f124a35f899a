import { describe, expect, it } from '@jest/globals';
import { variableExcess } from '../../src/limits/variable-size.js';

describe('the size of variables', () => {
  it.each([
    [undefined, 'none', undefined],
    [undefined, 'as many values as may be', { a: 1, b: [1, { c: null }] }],
    ['variableValues', 'one more', { a: 1, b: [1, { c: null, d: 'd' }] }],
    ['variableValues', 'empty lists, which are values too', { a: [[], [], [], [], []] }],
    [undefined, 'as many levels as may be', { a: [{ b: {} }] }],
    ['depth', 'one more', { a: [{ b: { c: [] } }] }],
  ])('is past %s: %s', (excess, _, variables) => {
    expect(variableExcess(variables, { depth: 3, variableValues: 5 })).toBe(excess);
  });

  it('is known of a long list without a look into it', () => {
    let looked = 0;
    const seen = new Proxy({}, { ownKeys: () => [String((looked += 1))] });
    expect(
      variableExcess({ v: Array.from({ length: 60_000 }, () => seen) }, { depth: 50, variableValues: 50_000 }),
    ).toBe('variableValues');
    expect(looked).toBe(0);
  });
});
