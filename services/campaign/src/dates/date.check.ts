import type { InputCheck } from '#platform/errors/user-errors.js';

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(3000, 0, 1);

/**
 * Notes a problem with a time outside the years 2000 to 2999: a slip of the pen, and years of more or fewer than four
 * digits have no RFC 3339 form in events.
 */
export function checkDate(check: InputCheck, date: Date | null | undefined, ...field: string[]): void {
  check.require(
    !date || (date.getTime() >= earliest && date.getTime() < latest),
    'INVALID',
    'The year must be 2000 to 2999.',
    ...field,
  );
}
