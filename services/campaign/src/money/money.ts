import type { InputCheck } from '#platform/errors/user-errors.js';

/** Money as clients send it and see it. */
export interface Money {
  /** Amount in the currency's minor unit. */
  amountMinor: number;
  /** ISO 4217. */
  currency: string;
}

/** Postgres hands bigint over as text; amounts are within ±(2^53 − 1), since the scalar lets no other in. */
export const minorUnits = {
  to: (value: number | null): number | null => value,
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
};

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Notes a problem unless the amount is more than 0 and the currency exists. @param field path within the input */
export function checkMoney(check: InputCheck, money: Money, ...field: string[]): void {
  check.require(
    Number.isSafeInteger(money.amountMinor) && money.amountMinor > 0,
    'INVALID',
    'The amount must be more than 0.',
    ...field,
    'amountMinor',
  );
  check.require(
    currencies.has(money.currency),
    'INVALID',
    'The currency must be an ISO 4217 code in use, such as USD.',
    ...field,
    'currency',
  );
}
