import { describe, expect, it } from '@jest/globals';
import { InputCheck, UserProblem } from '../src/errors/user-errors.js';

function problemsOf(check: InputCheck): UserProblem {
  try {
    check.done();
  } catch (error) {
    if (error instanceof UserProblem) return error;
  }
  throw new Error('Nothing was found.');
}

describe('the check of an input', () => {
  it('tells every problem with its place', () => {
    const check = new InputCheck();
    check.text(' ', { min: 1, max: 10 }, 'name');
    check.text('a\0b', { max: 10 }, 'tags', '0');
    check.text('\ud800', { max: 10 }, 'tags', '1');
    expect(problemsOf(check).userErrors).toEqual([
      { code: 'REQUIRED', message: expect.any(String), field: ['name'] },
      { code: 'INVALID', message: expect.any(String), field: ['tags', '0'] },
      { code: 'INVALID', message: expect.any(String), field: ['tags', '1'] },
    ]);
  });

  it('tells no more than 100 problems, so that a long list of bad entries has a short answer', () => {
    const check = new InputCheck();
    for (let n = 0; n < 200_000; n += 1) check.text('\0', { max: 10 }, 'tags', String(n));
    expect(problemsOf(check).userErrors).toHaveLength(100);
  });
});
