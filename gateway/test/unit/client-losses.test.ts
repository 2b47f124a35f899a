import { expect, it } from '@jest/globals';
import { ClientLosses } from '../../src/execution/planning/client-losses.js';

it('a client that has lost too many in a minute is told when to come back; others are not concerned', async () => {
  const losses = new ClientLosses(2);
  await losses.check('a');
  await losses.add('a');
  await losses.check('a');
  await losses.add('a');
  await losses.add('b');
  const told = await losses.check('a').catch((error: unknown) => error);
  expect(told).toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
  const { retryAfter } = (told as { extensions: { retryAfter: number } }).extensions;
  expect(retryAfter).toBeGreaterThan(50);
  expect(retryAfter).toBeLessThanOrEqual(60);
  await losses.check('b');
});
