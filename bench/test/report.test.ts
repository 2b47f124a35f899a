import { describe, expect, it } from '@jest/globals';
import type { Figures } from '../gateway/contest.js';
import { sectionLines, sectionResult, verdictLines, verdicts } from '../gateway/report.js';

const round = (cpu: number): Figures => ({ cpu, requests: 100, seconds: 1, p50: 1, p99: 2, memory: 50, fetches: 1 });
const section = sectionResult({
  graph: 'shop',
  mode: 'alone',
  figures: {
    big: {
      ours: [round(1), round(9), round(2)],
      stock: [round(20), round(19), round(21)],
      'hive-js': [round(30)],
      'hive-rust': [round(8)],
    },
  },
  omissions: [{ gateway: 'mercurius', operation: 'big', reason: 'answers otherwise', known: false }],
});

describe('report of a comparison', () => {
  it('divides the median CPU of a peer by the median of ours', () => {
    expect(section.operations.big!.ratios).toEqual({ stock: 10, 'hive-js': 15, 'hive-rust': 4 });
  });

  it('takes the better engine of Hive, and misses what has no figures', () => {
    const big = verdicts([section], { operations: ['big'] });
    expect(big.map(({ against, ratio, met }) => ({ against, ratio, met }))).toEqual([
      { against: 'stock', ratio: 10, met: true },
      { against: 'the better Hive engine', ratio: 4, met: false },
      { against: 'Mercurius', ratio: undefined, met: false },
    ]);
    expect(verdictLines(big).join('\n')).toMatch(/MISSED.*not measured of 10× against Mercurius/);
  });

  it('judges only what was asked for', () => {
    expect(verdicts([section], { peers: ['stock'] }).map(({ against }) => against)).toEqual([
      'stock',
      'stock',
      'stock',
    ]);
  });

  it('says who is left out, and why', () => {
    expect(sectionLines(section)).toContain('mercurius is left out of big: answers otherwise');
  });
});
