import { describe, expect, it } from '@jest/globals';
import { advance, gainedOf, neverReported, replaceState, type GainState } from '../../src/campaigns/gain.rules.js';

const link = { linkedAt: 100, postedAt: 50 };
const reading = (at: number, value: number): { at: number; value: bigint } => ({ at, value: BigInt(value) });

/** Takes readings in, batch by batch, and sums what they did. */
function run(
  times: { linkedAt: number; postedAt: number | null },
  batches: readonly (readonly [number, number][])[],
): { state: GainState; rises: bigint; falls: bigint } {
  let state: GainState = neverReported;
  let rises = 0n;
  let falls = 0n;
  for (const batch of batches) {
    const step = advance(
      times,
      state,
      batch.map(([at, value]) => reading(at, value)),
    );
    state = step.state;
    rises += step.rises ?? 0n;
    falls += step.falls ?? 0n;
  }
  return { state, rises, falls };
}

describe('what a video has gained', () => {
  it('is not known before the first reading', () => {
    expect(advance(link, neverReported, [])).toEqual({ state: neverReported, rises: null, falls: null });
    expect(gainedOf(neverReported)).toBeNull();
  });

  it('is known to be unchanged when nothing new is read', () => {
    const { state } = run(link, [[[110, 5]]]);
    expect(advance(link, state, [])).toEqual({ state, rises: 0n, falls: 0n });
  });

  it.each<[string, { linkedAt: number; postedAt: number | null }, [number, number][], number]>([
    [
      'the latest reading up to linking',
      link,
      [
        [90, 7],
        [100, 8],
        [101, 9],
        [120, 20],
      ],
      8,
    ],
    [
      'the first reading, without one up to linking',
      link,
      [
        [101, 9],
        [120, 20],
      ],
      9,
    ],
    [
      'the first reading, for an unknown time of posting',
      { linkedAt: 100, postedAt: null },
      [
        [101, 9],
        [120, 20],
      ],
      9,
    ],
    [
      '0 for a video posted after linking',
      { linkedAt: 100, postedAt: 105 },
      [
        [110, 9],
        [120, 20],
      ],
      0,
    ],
    [
      '0 for a video posted at the moment of linking',
      { linkedAt: 100, postedAt: 100 },
      [
        [110, 9],
        [120, 20],
      ],
      0,
    ],
    [
      'a reading up to linking, even before posting',
      { linkedAt: 100, postedAt: 105 },
      [
        [99, 3],
        [120, 20],
      ],
      3,
    ],
  ])('counts from %s', (_what, times, readings, baseline) => {
    const { state, rises, falls } = run(times, [readings]);
    expect(state.baseline?.value).toBe(BigInt(baseline));
    expect(gainedOf(state)).toBe(BigInt(20 - baseline));
    expect(rises + falls).toBe(gainedOf(state));
  });

  it('walks readings step by step', () => {
    const { rises, falls } = run({ linkedAt: 100, postedAt: 100 }, [
      [
        [101, 10],
        [102, 6],
        [103, 9],
      ],
      [[104, 1]],
    ]);
    expect([rises, falls]).toEqual([13n, -12n]);
  });

  it('makes a moved baseline one rise or fall', () => {
    const { state } = run(link, [
      [
        [110, 50],
        [120, 60],
      ],
    ]);
    expect(advance(link, state, [reading(90, 20)])).toMatchObject({ rises: 30n, falls: 0n });
    expect(advance(link, state, [reading(90, 55)])).toMatchObject({ rises: 0n, falls: -5n });
  });

  it('comes out the same in every order, and rises and falls always add up to it', () => {
    const readings: [number, number][] = [
      [80, 5],
      [95, 9],
      [105, 30],
      [110, 25],
      [130, 41],
    ];
    const orders = permutations(readings);
    for (const times of [
      link,
      { linkedAt: 100, postedAt: 100 },
      { linkedAt: 60, postedAt: 10 },
      { linkedAt: 140, postedAt: null },
    ]) {
      const expected = run(times, [readings]).state;
      for (const order of orders) {
        const { state, rises, falls } = run(
          times,
          order.map((one) => [one]),
        );
        expect(state).toEqual(expected);
        expect(rises + falls).toBe(gainedOf(state));
        expect(rises >= 0n && falls <= 0n).toBe(true);
      }
    }
  });

  it('worked out anew, changes by the difference', () => {
    const before = run(link, [
      [
        [110, 50],
        [120, 60],
      ],
    ]).state;
    const anew = advance({ ...link, postedAt: 100 }, neverReported, [reading(110, 50), reading(120, 60)]);
    expect(replaceState(before, anew)).toMatchObject({ rises: 50n, falls: 0n });
    expect(replaceState(neverReported, anew)).toBe(anew);
  });
});

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, n) =>
    permutations([...items.slice(0, n), ...items.slice(n + 1)]).map((rest) => [item, ...rest]),
  );
}
