import { describe, expect, it } from '@jest/globals';
import { BoundedCache } from '../src/caching/bounded-cache.js';

describe('a bounded cache', () => {
  const cacheOf = (limit: number): BoundedCache<string, string> =>
    new BoundedCache<string, string>(limit, (_key, value) => value.length);

  it('keeps what is used, however much comes and goes beside it', () => {
    const cache = cacheOf(40);
    cache.set('used', 'aaaa');
    for (let number = 0; number < 1_000; number += 1) {
      cache.set(`new ${number}`, 'bbbb');
      expect(cache.get('used')).toBe('aaaa');
    }
    expect(cache.get('new 999')).toBe('bbbb');
    expect(cache.get('new 0')).toBeUndefined();
  });

  it('keeps the half set last, and never more than its limit', () => {
    const cache = cacheOf(40);
    for (let number = 0; number < 100; number += 1) {
      cache.set(`key ${number}`, 'bbbb');
      expect(cache.size).toBeLessThanOrEqual(10);
    }
    expect(cache.newest(5)).toEqual([99, 98, 97, 96, 95].map((number) => `key ${number}`));
  });

  it('counts an entry that is set again once, and one that is deleted no more', () => {
    const cache = cacheOf(40);
    for (let again = 0; again < 100; again += 1) cache.set('same', 'bbbb');
    cache.set('other', 'bbbb');
    expect([cache.size, cache.get('same'), cache.get('other')]).toEqual([2, 'bbbb', 'bbbb']);
    for (let again = 0; again < 100; again += 1) {
      cache.set('gone', 'cccc');
      cache.delete('gone');
    }
    expect([cache.size, cache.get('same'), cache.get('gone')]).toEqual([2, 'bbbb', undefined]);
  });

  it('leaves out what is too heavy, and what that would have replaced', () => {
    const cache = cacheOf(40);
    cache.set('same', 'light');
    cache.set('same', 'x'.repeat(21));
    expect([cache.size, cache.get('same')]).toEqual([0, undefined]);
  });
});
