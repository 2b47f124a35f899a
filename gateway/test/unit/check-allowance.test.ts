import { describe, expect, it } from '@jest/globals';
import { CheckAllowance } from '../../src/operations/check-allowance.js';

describe('the time for checking documents in the gateway itself', () => {
  it('is used up by many, comes back slowly, and is saved up within bounds', () => {
    let clock = 1_000_000;
    const allowance = new CheckAllowance(() => clock);
    const checked = (): number => {
      let count = 0;
      for (; allowance.isLeft && count < 1_000; count += 1) allowance.spend(1);
      return count;
    };
    expect(checked()).toBe(100);
    expect(checked()).toBe(0);
    clock += 1_000;
    expect(checked()).toBe(20);
    clock += 2_500;
    expect(checked()).toBe(50);
    clock += 3_600_000;
    expect(checked()).toBe(100);
  });

  it('waits as long as a document took too long', () => {
    let clock = 0;
    const allowance = new CheckAllowance(() => clock);
    allowance.spend(200);
    clock += 4_900;
    expect(allowance.isLeft).toBe(false);
    clock += 200;
    expect(allowance.isLeft).toBe(true);
  });

  it('does not count a pause before the first document', () => {
    let clock = 0;
    const allowance = new CheckAllowance(() => clock);
    clock += 3_600_000;
    allowance.spend(101);
    expect(allowance.isLeft).toBe(false);
  });
});
