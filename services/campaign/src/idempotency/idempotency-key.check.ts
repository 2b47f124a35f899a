import type { InputCheck } from '#platform/errors/user-errors.js';

const maxKey = 200;

/** Notes a problem unless a key has 1 to 200 characters that can be stored; spaces at its ends do not count. */
export function checkIdempotencyKey(check: InputCheck, key: string): string {
  return check.text(key, { min: 1, max: maxKey }, 'idempotencyKey');
}
