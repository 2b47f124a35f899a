import { describe, expect, it } from '@jest/globals';
import { fuzz } from './fuzz-run.js';

describe('the executor', () => {
  it('answers as the stock executor does, on random graphs and operations', async () => {
    const report = await fuzz('a small run', 10, 40);
    expect(report.differences.map(({ graph, number, outcome }) => [graph, number, outcome.difference])).toEqual([]);
    expect(report.operations).toBe(400);
    // The run means something: every way was taken, errors and mutations occurred.
    expect(
      Math.min(report.taken.written, report.taken.shapedByApollo, report.withErrors, report.mutations),
    ).toBeGreaterThan(5);
  });

  it('answers as the graph would as one whole, where services require fields with arguments', async () => {
    const report = await fuzz('a small whole run', 8, 40, undefined, true);
    expect(report.differences.map(({ graph, number, outcome }) => [graph, number, outcome.difference])).toEqual([]);
    expect(report.operations).toBe(320);
    expect(Math.min(report.mutations, report.subscriptions, report.withErrors)).toBeGreaterThan(5);
    expect(report.representations.fast).toBeGreaterThan(500);
  });
});
