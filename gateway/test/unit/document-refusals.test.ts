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
  // It is told that often.
  for (let points = 0; points < 12; points += 1) {
    expect(refusals.refusal('a')).toBeUndefined();
    expect(await told('a')).toEqual({ code: 'RATE_LIMITED', retryAfter: 40 });
  }
  // A minute from when it was first told.
  expect(refusals.refusal('a')?.extensions).toEqual({ code: 'RATE_LIMITED', retryAfter: 60 });
  expect(refusals.refusal('b')).toBeUndefined();
  expect(await told('b')).toBe('nothing');
  jest.advanceTimersByTime(59_000);
  expect(refusals.refusal('a')?.extensions.retryAfter).toBe(1);
  jest.advanceTimersByTime(1_001);
  expect(refusals.refusal('a')).toBeUndefined();
  expect(await told('a')).toBe('nothing');
});

it('a client is told before it is not read, several times, however long its documents are', async () => {
  const refusals = new DocumentRefusals(200);
  const longest = 'x'.repeat(1_000_000);
  await refusals.add('a', longest);
  expect(refusals.refusal('a')).toBeUndefined();
  for (let times = 0; times < 40; times += 1) {
    expect(refusals.refusal('a')).toBeUndefined();
    await expect(refusals.check('a', longest)).rejects.toThrow('Too many documents of yours were refused: no new ones');
  }
  expect(refusals.refusal('a')?.message).toContain('you went on');
});

it('a clock that is set back makes nobody wait for longer', async () => {
  const refusals = new DocumentRefusals(1);
  await refusals.add('a', '{ bad }');
  for (let points = 0; points < 3; points += 1) await expect(refusals.check('a', '{ more }')).rejects.toThrow();
  jest.setSystemTime(Date.now() - 3_600_000);
  await expect(refusals.check('a', '{ more }')).rejects.toThrow();
  expect(refusals.refusal('a')?.extensions.retryAfter).toBe(60);
});
