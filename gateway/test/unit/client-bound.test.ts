import { expect, it } from '@jest/globals';
import { ClientBound } from '../../src/limits/client-bound.js';

it('a client for which too much was done in vain in a minute is told when to come back; others are not concerned', async () => {
  const bound = new ClientBound('bound', 2, 'Enough of it.');
  await bound.check('a');
  await bound.add('a');
  await bound.check('a');
  await bound.add('a');
  await bound.add('b');
  const told = await bound.check('a').catch((error: unknown) => error);
  expect(told).toMatchObject({ message: 'Enough of it.', extensions: { code: 'RATE_LIMITED' } });
  const { retryAfter } = (told as { extensions: { retryAfter: number } }).extensions;
  expect(retryAfter).toBeGreaterThan(50);
  expect(retryAfter).toBeLessThanOrEqual(60);
  await bound.check('b');
});
