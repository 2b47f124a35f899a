import { describe, expect, it } from '@jest/globals';
import { type Capture, campaignTotals, standingCaptures, videoTotals } from '../src/replay/expected-totals.js';

const capture = (video: string, day: number, counters: Capture['counters']): Capture => ({
  video,
  capturedAt: `2025-09-${String(day).padStart(2, '0')}T12:00:00.000Z`,
  counters,
});
const linked = (video: string, day: number, postedAt: string | null = null) => ({
  video,
  linkedAt: `2025-09-${String(day).padStart(2, '0')}T12:00:00.000Z`,
  postedAt,
});
const none = { views: null, likes: null, comments: null, shares: null, saves: null };

describe('totals computed from the files', () => {
  it('keeps the first of several captures of one moment', () => {
    const standing = standingCaptures([
      capture('a', 3, { views: 30 }),
      capture('a', 1, { views: 10 }),
      capture('a', 3, { views: 31 }),
      capture('a', 3, { views: 30 }),
    ]);
    expect(standing.get('a')!.map(({ counters }) => counters.views)).toEqual([10, 30]);
  });

  it('takes each counter of a video from the latest capture that reports it, even when it fell', () => {
    const [captures] = standingCaptures([
      capture('a', 3, { views: 90 }),
      capture('a', 1, { views: 80, likes: 5 }),
      capture('a', 2, { views: 100, likes: 7 }),
    ]).values();
    expect(videoTotals(captures!)).toEqual({ ...none, views: 90, likes: 7 });
  });

  it('starts at the latest capture up to the link, that moment included', () => {
    const standing = standingCaptures([
      capture('a', 1, { views: 10 }),
      capture('a', 2, { views: 15 }),
      capture('a', 3, { views: 40 }),
    ]);
    expect(campaignTotals(standing, [linked('a', 2)])).toEqual({
      totals: { ...none, views: 25 },
      baseline: { ...none, views: 15 },
      lifetime: { ...none, views: 40 },
      videoCount: 1,
      measuredVideoCount: 1,
    });
  });

  it('starts at 0 for a video posted at the link or later, else at the first capture there is', () => {
    const standing = standingCaptures([capture('a', 5, { views: 10 }), capture('a', 6, { views: 40 })]);
    expect(campaignTotals(standing, [linked('a', 2)]).totals.views).toBe(30);
    expect(campaignTotals(standing, [linked('a', 2, '2025-09-02T12:00:00.000Z')]).totals.views).toBe(40);
    expect(campaignTotals(standing, [linked('a', 2, '2025-09-01T12:00:00.000Z')]).totals.views).toBe(30);
  });

  it('finds the start of every counter by itself', () => {
    const standing = standingCaptures([
      capture('a', 1, { views: 10 }),
      capture('a', 3, { views: 20, likes: 2 }),
      capture('a', 4, { likes: 5 }),
    ]);
    const { totals, baseline } = campaignTotals(standing, [linked('a', 2)]);
    expect(totals).toEqual({ ...none, views: 10, likes: 3 });
    expect(baseline).toEqual({ ...none, views: 10, likes: 2 });
  });

  it('adds up videos, goes below zero when a count was taken back, and knows nothing of what nobody reported', () => {
    const standing = standingCaptures([
      capture('a', 1, { views: 100 }),
      capture('a', 2, { views: 60 }),
      capture('b', 1, { views: 5, likes: 1 }),
      capture('b', 2, { views: 6, likes: 4 }),
    ]);
    const result = campaignTotals(standing, [linked('a', 1), linked('b', 1), linked('never measured', 1)]);
    expect(result).toMatchObject({
      totals: { ...none, views: -39, likes: 3 },
      lifetime: { ...none, views: 66, likes: 4 },
      videoCount: 3,
      measuredVideoCount: 2,
    });
  });
});
