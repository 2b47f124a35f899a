import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { DocumentRefusals } from '../../src/limits/document-refusals.js';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

it('a client whose documents are refused is told, then not read, and after a minute as good as any other', async () => {
  const refusals = new DocumentRefusals(3);
  const told = (client: string): Promise<unknown> =>
    refusals.check(client, '{ more }').then(
      () => 'nothing',
      (error: { extensions: unknown }) => error.extensions,
    );
  // 1 and 1 for a thousand characters.
  await refusals.add('a', '{ bad }'.padEnd(1_000));
  expect(await told('a')).toBe('nothing');
  await refusals.add('a', '{ bad }');
  jest.advanceTimersByTime(20_000);
  // From 3 points on each attempt is one more; it takes 15.
  for (let points = 3; points < 15; points += 1) {
    expect(refusals.refusal('a')).toBeUndefined();
    expect(await told('a')).toEqual({ code: 'RATE_LIMITED', retryAfter: 40 });
  }
  expect(refusals.refusal('a')?.extensions).toEqual({ code: 'RATE_LIMITED', retryAfter: 40 });
  expect(refusals.refusal('b')).toBeUndefined();
  expect(await told('b')).toBe('nothing');
  jest.advanceTimersByTime(39_000);
  expect(refusals.refusal('a')?.extensions.retryAfter).toBe(1);
  jest.advanceTimersByTime(1_001);
  expect(refusals.refusal('a')).toBeUndefined();
  expect(await told('a')).toBe('nothing');
});
