import { describe, expect, it } from '@jest/globals';
import { searchDocument, searchQuery } from '../../src/discovery/search-text.js';

describe('the words of a creator', () => {
  it('are words in lower case, and once more without accents', () => {
    expect(searchDocument(['Mỹ_Linh'], ['Đẹp'])).toBe("'mỹ':1 'my':1 'linh':3 'đẹp':5 'dep':5 'mỹlinh':7");
  });

  it('are characters and pairs where no spaces part words', () => {
    expect(searchDocument([], ['東京X'])).toBe("'東':1 '東京':1 '京':2 'x':4");
  });

  it('quote what would end a lexeme, though no letter does', () => {
    expect(searchDocument([null], ["a'b\\c"])).toBe("'a':1 'b':3 'c':5");
  });

  it('end where Postgres no longer counts', () => {
    const positions = searchDocument([], ['木'.repeat(20_000), 'after'].map(String))
      .split(' ')
      .map((entry) => Number(entry.split(':').at(-1)));
    expect(Math.max(...positions)).toBeLessThanOrEqual(16_383);
  });

  it('cut words that have no end', () => {
    expect(searchDocument([], ['a'.repeat(5_000)])).toBe(`'${'a'.repeat(64)}':1`);
  });
});

describe('a query', () => {
  it.each([
    ['Hello Wor', "'hello' & 'wor':*"],
    ['東京', "('東京')"],
    ['東京都 x', "('東京' <-> '京都') & 'x':*"],
    ['東', "'東'"],
    ['iPhone使い方', "'iphone' & ('使い' <-> 'い方')"],
    ['🍜 ramen', "'🍜' & 'ramen':*"],
    ["O'Neil", "'o' & 'neil':*"],
    ['a & b | !c', "'a' & 'b' & 'c':*"],
  ])('%s', (text, expected) => {
    expect(searchQuery(text)).toBe(expected);
  });

  it('without anything to search for is none', () => {
    for (const text of ['', ' ', '!?', '...', '—', '\u200d']) expect(searchQuery(text)).toBeNull();
  });

  it('has no more than 24 parts', () => {
    expect(searchQuery('a '.repeat(100))?.split(' & ')).toHaveLength(24);
  });
});
