import { describe, expect, it } from '@jest/globals';
import { CircuitBreaker, type BreakerOutcome, type BreakerState } from '../../src/execution/fetch/circuit-breaker.js';

/** A breaker that opens for a second after three failures, with a clock of its own. */
function testBreaker() {
  const clock = { now: 1_000_000 };
  const states: BreakerState[] = [];
  const breaker = new CircuitBreaker(
    { failures: 3, openTime: 1_000 },
    (state) => states.push(state),
    () => clock.now,
  );
  /** Sends requests one after the other; true for those let through. */
  const send = (...outcomes: BreakerOutcome[]): boolean[] =>
    outcomes.map((outcome) => {
      const settle = breaker.admit();
      settle?.(outcome);
      return settle !== undefined;
    });
  return { breaker, clock, states, send };
}

describe('a circuit breaker', () => {
  it('opens at so many failures, and refuses all until its time has passed', () => {
    const { breaker, clock, send } = testBreaker();
    expect(send('failed', 'failed')).toEqual([true, true]);
    expect(breaker.state).toBe('closed');
    expect(send('failed', 'good', 'good')).toEqual([true, false, false]);
    clock.now += 999;
    expect(send('good')).toEqual([false]);
  });

  it('lets one request find out, and closes or opens again by its outcome', () => {
    const { breaker, clock, states, send } = testBreaker();
    send('failed', 'failed', 'failed');
    clock.now += 1_000;
    const probe = breaker.admit();
    expect(breaker.state).toBe('half-open');
    expect(send('good')).toEqual([false]);
    probe?.('failed');
    expect(send('good')).toEqual([false]);
    clock.now += 1_000;
    expect(send('good', 'good')).toEqual([true, true]);
    expect(states).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
    // What failed before is forgotten.
    send('failed', 'failed');
    expect(breaker.state).toBe('closed');
  });

  it('asks the next request where the one that should find out told nothing', () => {
    const { breaker, clock, send } = testBreaker();
    send('failed', 'failed', 'failed');
    clock.now += 1_000;
    expect(send('unknown', 'good')).toEqual([true, true]);
    expect(breaker.state).toBe('closed');
  });

  it('stays closed while most requests are answered, and where failures lie far apart', () => {
    const { breaker, clock, send } = testBreaker();
    for (let round = 0; round < 20; round += 1) send('failed', 'good', 'good');
    expect(breaker.state).toBe('closed');
    clock.now += 20_000;
    for (let round = 0; round < 20; round += 1) {
      send('failed');
      clock.now += 6_000;
    }
    expect(breaker.state).toBe('closed');
  });

  it('opens where failures come to be half of the last ten seconds', () => {
    const { breaker, clock, send } = testBreaker();
    for (let round = 0; round < 50; round += 1) send('good');
    clock.now += 9_000;
    send('failed', 'failed', 'failed', 'failed');
    expect(breaker.state).toBe('closed');
    clock.now += 2_000;
    send('failed');
    expect(breaker.state).toBe('open');
  });

  it('counts nothing of what told nothing, nor what ends after it opened', () => {
    const { breaker, clock, send } = testBreaker();
    send('unknown', 'unknown', 'unknown', 'unknown');
    expect(breaker.state).toBe('closed');
    const late = breaker.admit();
    send('failed', 'failed', 'failed');
    late?.('good');
    expect(breaker.state).toBe('open');
    clock.now += 1_000;
    send('good');
    late?.('failed');
    expect(send('good')).toEqual([true]);
  });
});
