import { expect, it } from '@jest/globals';
import { ClientLosses } from '../../src/execution/planning/client-losses.js';

it('a client that has lost too many in a minute is told when to come back; others are not concerned', () => {
  let clock = 500_000;
  const losses = new ClientLosses(2, () => clock);
  losses.check('a');
  losses.add('a');
  clock += 20_500;
  losses.check('a');
  losses.add('a');
  losses.add('b');
  expect(() => losses.check('a')).toThrow(
    expect.objectContaining({ extensions: { code: 'RATE_LIMITED', retryAfter: 40 } }),
  );
  losses.check('b');
  clock += 39_500;
  losses.check('a');
  losses.add('a');
  losses.check('a');
});
