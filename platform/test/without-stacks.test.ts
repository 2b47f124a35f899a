import { describe, expect, it } from '@jest/globals';
import { codedError } from '#platform/errors/graphql-errors.js';
import { withoutStacks } from '#platform/errors/without-stacks.js';

const frames = (error: Error): number => error.stack?.match(/^\s+at /gm)?.length ?? 0;

describe('errors without stacks', () => {
  it('have none, and errors made afterwards have one, also after a failure', () => {
    expect(frames(withoutStacks(() => new Error('told')))).toBe(0);
    expect(frames(new Error('ours'))).toBeGreaterThan(0);
    expect(() =>
      withoutStacks(() => {
        throw new RangeError('thrown');
      }),
    ).toThrow('thrown');
    expect(frames(new Error('ours'))).toBeGreaterThan(0);
  });

  it('are those that say what is wrong with a request, and not those that are faults of ours', () => {
    expect(frames(codedError('BAD_USER_INPUT', 'no good'))).toBe(0);
    expect(frames(codedError('INTERNAL', 'broken'))).toBeGreaterThan(0);
  });
});
