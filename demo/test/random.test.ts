import { describe, expect, it } from '@jest/globals';
import { demoId } from '#demo/demo-id.js';
import { RandomStream } from '#demo/random.js';

const draw = (stream: RandomStream, count: number) => Array.from({ length: count }, () => stream.next());
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('a random stream', () => {
  it('follows from its name alone', () => {
    expect(draw(new RandomStream('a'), 50)).toEqual(draw(new RandomStream('a'), 50));
    expect(draw(new RandomStream('a'), 50)).not.toEqual(draw(new RandomStream('b'), 50));
  });

  it('is sfc32 to the bit (values of an independent implementation)', () => {
    const words = draw(new RandomStream('pinned'), 3).map((x) => x * 2 ** 32);
    expect(words).toEqual([471_018_448, 3_758_827_343, 13_831_366]);
  });

  it('is even between 0 and 1', () => {
    const values = draw(new RandomStream('even'), 20_000);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(mean(values)).toBeCloseTo(0.5, 1);
    const tenths = Array.from({ length: 10 }, (_, i) => values.filter((x) => Math.floor(x * 10) === i).length);
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  it('draws whole numbers, both ends included', () => {
    const stream = new RandomStream('integers');
    expect(new Set(Array.from({ length: 200 }, () => stream.integer(3, 6)))).toEqual(new Set([3, 4, 5, 6]));
  });

  it('draws by weight, and never what weighs nothing', () => {
    const stream = new RandomStream('weights');
    const drawn = Array.from({ length: 4_000 }, () => stream.weighted({ rare: 1, common: 9, never: 0 }));
    expect(drawn.filter((key) => key === 'never')).toHaveLength(0);
    expect(drawn.filter((key) => key === 'rare').length / 4_000).toBeCloseTo(0.1, 1);
  });

  it('samples without repeating', () => {
    const sample = new RandomStream('sample').sample([1, 2, 3, 4, 5], 9);
    expect([...sample].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(() => new RandomStream('empty').pick([])).toThrow(RangeError);
  });

  it.each([0.4, 4, 400])('draws Poisson numbers around a mean of %d', (expected) => {
    const stream = new RandomStream(`poisson ${expected}`);
    const values = Array.from({ length: 5_000 }, () => stream.poisson(expected));
    expect(Math.abs(mean(values) - expected)).toBeLessThan(expected * 0.06);
    expect(values.every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true);
  });
});

describe('a demo id', () => {
  it('is a UUID that never changes', () => {
    expect(demoId('brand', 0)).toBe('f41aa8e3-eb3c-8319-a29a-0437cda217d5');
    expect(demoId('creator', 0)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(demoId('creator', 1)).not.toBe(demoId('brand', 1));
  });
});
