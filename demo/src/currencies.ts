import type { MoneyRecord } from './records.js';

interface Currency {
  /** Units of it for one US dollar; rounded, for demo prices only. */
  perDollar: number;
  /** Decimals of its minor unit, ISO 4217. */
  decimals: number;
}

const CURRENCIES = {
  AED: { perDollar: 3.67, decimals: 2 },
  ARS: { perDollar: 950, decimals: 2 },
  BRL: { perDollar: 5.4, decimals: 2 },
  CAD: { perDollar: 1.37, decimals: 2 },
  CLP: { perDollar: 940, decimals: 0 },
  COP: { perDollar: 4_100, decimals: 2 },
  EGP: { perDollar: 48, decimals: 2 },
  EUR: { perDollar: 0.92, decimals: 2 },
  GBP: { perDollar: 0.78, decimals: 2 },
  IDR: { perDollar: 16_000, decimals: 2 },
  ILS: { perDollar: 3.7, decimals: 2 },
  INR: { perDollar: 84, decimals: 2 },
  JPY: { perDollar: 150, decimals: 0 },
  KES: { perDollar: 130, decimals: 2 },
  KRW: { perDollar: 1_350, decimals: 0 },
  KWD: { perDollar: 0.31, decimals: 3 },
  MXN: { perDollar: 18, decimals: 2 },
  PHP: { perDollar: 57, decimals: 2 },
  PLN: { perDollar: 3.95, decimals: 2 },
  SAR: { perDollar: 3.75, decimals: 2 },
  SEK: { perDollar: 10.5, decimals: 2 },
  THB: { perDollar: 35, decimals: 2 },
  TRY: { perDollar: 34, decimals: 2 },
  TWD: { perDollar: 32, decimals: 2 },
  UAH: { perDollar: 41, decimals: 2 },
  USD: { perDollar: 1, decimals: 2 },
  VND: { perDollar: 25_000, decimals: 0 },
} as const satisfies Record<string, Currency>;

/** A currency that demo prices are in, ISO 4217. */
export type CurrencyCode = keyof typeof CURRENCIES;

/** Decimals of a currency's minor unit: 0 for JPY, 2 for USD, 3 for KWD. */
export function currencyDecimals(currency: CurrencyCode): number {
  return CURRENCIES[currency].decimals;
}

/**
 * A price as people name it: two significant digits in major units, in the minor unit of the currency.
 * @param dollars the amount in US dollars, more than 0
 */
export function roundPrice(dollars: number, currency: CurrencyCode): MoneyRecord {
  const { perDollar, decimals } = CURRENCIES[currency];
  const major = Math.max(dollars * perDollar, 10 ** -decimals);
  // Whole numbers throughout: powers of ten below 1 are no exact floats, and money must be exact.
  const exponent = Math.floor(Math.log10(major)) - 1 + decimals;
  const minor = major * 10 ** decimals;
  const step = exponent > 0 ? 10 ** exponent : 1;
  return { amountMinor: Math.max(1, Math.round(minor / step)) * step, currency };
}
