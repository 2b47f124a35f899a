import { describe, expect, it } from '@jest/globals';
import {
  mergeChanges,
  noNumbers,
  readLogRow,
  storeNumbers,
  storeVideoChange,
  type CampaignChange,
} from '../../src/campaigns/campaign-change.js';
import { storeCounts, unknownCounts, type Counts } from '../../src/counters/counter.js';

const views = (value: bigint | null): Counts => ({ ...unknownCounts, views: value });
const change = (sequence: number, videoId: string, rise: bigint | null, fall: bigint | null): CampaignChange => ({
  campaignId: 'c',
  sequence,
  asOf: new Date(sequence * 1000),
  deltas: views(rise),
  corrections: views(fall),
  after: { ...noNumbers, deltas: views(BigInt(sequence)) },
  videos: [
    {
      videoId,
      creatorId: 'x',
      gained: views(BigInt(sequence)),
      deltas: views(rise),
      corrections: views(fall),
      asOf: new Date(sequence * 1000),
    },
  ],
});

describe('merged changes', () => {
  it('sum rises and falls, of the campaign and of each video, and end where the last one does', () => {
    const merged = mergeChanges([change(1, 'a', 5n, 0n), change(2, 'b', null, null), change(3, 'a', 2n, -4n)]);
    expect(merged).toMatchObject({
      sequence: 3,
      asOf: new Date(3000),
      deltas: { views: 7n },
      corrections: { views: -4n },
    });
    expect(merged.after.deltas.views).toBe(3n);
    expect(merged.videos.map((video) => [video.videoId, video.deltas.views, video.gained.views])).toEqual([
      ['a', 7n, 3n],
      ['b', null, 2n],
    ]);
    expect(merged.videos[0]?.deltas.likes).toBeNull();
  });

  it('leave the changes that they are made of as they were', () => {
    const first = change(1, 'a', 5n, 0n);
    mergeChanges([first, change(2, 'a', 1n, 0n)]);
    expect(first.deltas.views).toBe(5n);
    expect(first.videos[0]?.deltas.views).toBe(5n);
  });
});

describe('an entry of the log', () => {
  it('comes back from JSON as it went in, beyond what JavaScript numbers hold', () => {
    const huge = change(9, 'a', 2n ** 70n, -(2n ** 65n));
    const row = JSON.parse(
      JSON.stringify({
        deltas: storeCounts(huge.deltas),
        corrections: storeCounts(huge.corrections),
        totals_after: storeNumbers(huge.after),
        videos: huge.videos.map(storeVideoChange),
      }),
    );
    expect(readLogRow({ ...row, campaign_id: 'c', sequence: '9', as_of: huge.asOf })).toEqual(huge);
  });
});
