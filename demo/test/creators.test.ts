import { describe, expect, it } from '@jest/globals';
import { CATEGORIES } from '#demo/categories.js';
import { currencyDecimals, roundPrice } from '#demo/currencies.js';
import { createDemoData } from '#demo/demo-data.js';
import { SMALL_SCALE } from '#demo/demo-scale.js';
import type { AudienceShareRecord } from '#demo/records.js';

const now = new Date('2026-03-01T12:34:56.789Z');
const creators = [...createDemoData({ now }).creators()];
const unique = (values: unknown[]) => new Set(values).size;

describe('demo creators', () => {
  it('are told apart by id, handle and account', () => {
    expect(unique(creators.map(({ id }) => id))).toBe(2_000);
    expect(unique(creators.map(({ handle }) => handle))).toBe(2_000);
    const accounts = creators.flatMap(({ accounts }) => accounts);
    expect(unique(accounts.map(({ platform, platformAccountId }) => platform + platformAccountId))).toBe(
      accounts.length,
    );
    expect(accounts.every(({ platformAccountId }) => /^[1-9]\d{18}$/.test(platformAccountId))).toBe(true);
    expect(unique(accounts.map(({ platform }) => platform))).toBe(3);
  });

  it('come from many countries and write in many scripts', () => {
    expect(unique(creators.map(({ country }) => country))).toBeGreaterThanOrEqual(25);
    const names = creators.map(({ displayName }) => displayName).join(' ');
    for (const script of [
      'Latin',
      'Han',
      'Hiragana',
      'Hangul',
      'Arabic',
      'Devanagari',
      'Thai',
      'Cyrillic',
      'Hebrew',
      'Greek',
    ]) {
      expect(names).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    }
    expect(names).toMatch(/\p{Extended_Pictographic}/u);
    expect(creators.filter(({ handle }) => /[^a-z0-9._]/.test(handle)).length).toBeGreaterThan(50);
    expect(creators.every(({ handle }) => handle === handle.toLowerCase() && !/[\s@#]/.test(handle))).toBe(true);
  });

  it('are in every state, also when they are few', () => {
    const count = (status: string, of = creators) => of.filter((creator) => creator.status === status).length;
    expect(count('ACTIVE')).toBeGreaterThan(1_500);
    for (const status of ['PAUSED', 'INVITED', 'SUSPENDED']) expect(count(status)).toBeGreaterThan(20);
    const few = [...createDemoData({ now, scale: SMALL_SCALE }).creators()];
    for (const status of ['ACTIVE', 'PAUSED', 'INVITED', 'SUSPENDED']) expect(count(status, few)).toBeGreaterThan(0);
    for (const { status, pausedUntil, rateCard } of creators) {
      if (status !== 'PAUSED') expect(pausedUntil).toBeNull();
      if (pausedUntil) expect(pausedUntil.getTime()).toBeGreaterThan(now.getTime());
      if (status === 'INVITED') expect(rateCard).toEqual([]);
    }
  });

  it('have known topics, a main language, and joined before now', () => {
    expect(unique(creators.flatMap(({ categories }) => categories))).toBe(CATEGORIES.length);
    for (const { categories, languages, createdAt } of creators) {
      expect(unique(categories)).toBe(categories.length);
      expect(languages.length).toBeGreaterThan(0);
      for (const language of languages) expect(Intl.getCanonicalLocales(language)).toEqual([language]);
      expect(createdAt.getTime()).toBeLessThan(now.getTime());
    }
  });

  it('have few followers mostly, and very many seldom', () => {
    const followers = creators.map(({ accounts }) => accounts[0]?.followers ?? 0).sort((a, b) => a - b);
    expect(followers[1_000]).toBeGreaterThan(8_000);
    expect(followers[1_000]).toBeLessThan(40_000);
    expect(followers.at(-1)).toBeGreaterThan(1_500_000);
    const total = followers.reduce((a, b) => a + b, 0);
    expect(followers.slice(-200).reduce((a, b) => a + b, 0)).toBeGreaterThan(total / 2);
  });

  it('have audiences whose shares add up to at most 1', () => {
    const sum = (shares: AudienceShareRecord[]) => shares.reduce((total, { share }) => total + share, 0);
    const audiences = creators.flatMap(({ audience }) => (audience ? [audience] : []));
    expect(audiences.length).toBeGreaterThan(1_500);
    for (const { countries, genders, ages, asOf } of audiences) {
      for (const shares of [countries, genders, ages]) {
        expect(sum(shares)).toBeLessThanOrEqual(1);
        expect(sum(shares)).toBeGreaterThan(0.9);
        expect(unique(shares.map(({ key }) => key))).toBe(shares.length);
        for (const { share } of shares) expect(share).toBeGreaterThan(0);
      }
      expect(countries.map(({ share }) => share)).toEqual(countries.map(({ share }) => share).sort((a, b) => b - a));
      expect(asOf.getTime()).toBeLessThan(now.getTime());
    }
  });

  it('ask for more the larger they are, in whole minor units of their currency', () => {
    const rates = creators.flatMap(({ rateCard }) => rateCard);
    expect(unique(rates.map(({ price }) => price.currency))).toBeGreaterThan(15);
    for (const { price } of rates) {
      expect(Number.isSafeInteger(price.amountMinor)).toBe(true);
      expect(price.amountMinor).toBeGreaterThan(0);
    }
  });
});

describe('a price', () => {
  it('has two significant digits in the minor unit of its currency', () => {
    expect(roundPrice(123.4, 'USD')).toEqual({ amountMinor: 12_000, currency: 'USD' });
    expect(roundPrice(123.4, 'JPY')).toEqual({ amountMinor: 19_000, currency: 'JPY' });
    expect(roundPrice(123.4, 'VND')).toEqual({ amountMinor: 3_100_000, currency: 'VND' });
    expect(roundPrice(123.4, 'KWD')).toEqual({ amountMinor: 38_000, currency: 'KWD' });
    expect(roundPrice(0.0001, 'JPY')).toEqual({ amountMinor: 1, currency: 'JPY' });
    expect([currencyDecimals('KRW'), currencyDecimals('EUR'), currencyDecimals('KWD')]).toEqual([0, 2, 3]);
  });
});
