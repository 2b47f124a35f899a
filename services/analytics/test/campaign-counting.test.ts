import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { AnalyticsServiceUnderTest, minute } from './analytics-service.js';
import { numbersOf } from './campaign-numbers.js';

let analytics: AnalyticsServiceUnderTest;
beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start({ INGEST_CONCURRENCY: 8, INGEST_QUEUE: 500 });
});
afterAll(() => analytics.stop());

describe('a campaign', () => {
  const setUp = async (postedAt: string | null, linkedAt: string): Promise<{ campaignId: string; videoId: string }> => {
    const [videoId = ''] = await analytics.videos(1, newId(), { postedAt });
    const campaignId = await analytics.campaign();
    await analytics.link(campaignId, [videoId], linkedAt);
    return { campaignId, videoId };
  };
  const views = async (campaignId: string): Promise<Record<string, number | null>> => {
    const { totals, baseline, deltas, corrections, lifetime } = await numbersOf(analytics, campaignId);
    return {
      totals: totals.views,
      baseline: baseline.views,
      deltas: deltas.views,
      corrections: corrections.views,
      lifetime: lifetime.views,
    };
  };
  const send = (videoId: string, ...snapshots: [number, number][]): Promise<unknown> =>
    analytics.ingest(snapshots.map(([at, count]) => ({ videoId, capturedAt: minute(at), views: count })));

  it('without videos has numbers that are not known, and sequence 0', async () => {
    expect(await numbersOf(analytics, await analytics.campaign())).toMatchObject({
      totals: { views: null },
      videoCount: 0,
      measuredVideoCount: 0,
      sequence: 0,
      asOf: null,
    });
  });

  it('counts from 0 for a video that was posted after it was linked', async () => {
    const { campaignId, videoId } = await setUp(minute(10), minute(0));
    await send(videoId, [20, 100]);
    expect(await views(campaignId)).toEqual({ totals: 100, baseline: 0, deltas: 100, corrections: 0, lifetime: 100 });
  });

  it('counts from the first capture for an older video that was not measured before', async () => {
    const { campaignId, videoId } = await setUp(minute(-10), minute(0));
    await send(videoId, [20, 100]);
    expect(await views(campaignId)).toEqual({ totals: 0, baseline: 100, deltas: 0, corrections: 0, lifetime: 100 });
    await send(videoId, [30, 130]);
    expect(await views(campaignId)).toEqual({ totals: 30, baseline: 100, deltas: 30, corrections: 0, lifetime: 130 });
  });

  it('moves the baseline when a capture from before the linking arrives late', async () => {
    const { campaignId, videoId } = await setUp(minute(-10), minute(0));
    await send(videoId, [20, 100]);
    await send(videoId, [-5, 40]);
    expect(await views(campaignId)).toEqual({ totals: 60, baseline: 40, deltas: 60, corrections: 0, lifetime: 100 });
    await send(videoId, [-1, 90]);
    expect(await views(campaignId)).toEqual({ totals: 10, baseline: 90, deltas: 60, corrections: -50, lifetime: 100 });
    await send(videoId, [-9, 5]);
    expect(await views(campaignId)).toEqual({ totals: 10, baseline: 90, deltas: 60, corrections: -50, lifetime: 100 });
  });

  it('shows a fall as a correction, also within one request, also below the baseline', async () => {
    const { campaignId, videoId } = await setUp(minute(10), minute(0));
    await send(videoId, [20, 100], [21, 90], [22, 120]);
    expect(await views(campaignId)).toEqual({ totals: 120, baseline: 0, deltas: 130, corrections: -10, lifetime: 120 });
    const other = await setUp(minute(-10), minute(0));
    await send(other.videoId, [-1, 100]);
    await send(other.videoId, [1, 80]);
    expect(await views(other.campaignId)).toEqual({
      totals: -20,
      baseline: 100,
      deltas: 0,
      corrections: -20,
      lifetime: 80,
    });
  });

  it('counts what a video had gained when it is linked with a moment in the past', async () => {
    const [videoId = ''] = await analytics.videos(1, newId(), { postedAt: minute(-100) });
    await send(videoId, [-1, 100], [5, 150], [6, 140]);
    const campaignId = await analytics.campaign();
    await analytics.link(campaignId, [videoId], minute(0));
    expect(await views(campaignId)).toEqual({ totals: 40, baseline: 100, deltas: 50, corrections: -10, lifetime: 140 });
    expect((await numbersOf(analytics, campaignId)).sequence).toBe(1);
  });

  it('counts nothing that was captured before the moment of linking, whenever it arrives', async () => {
    const { campaignId, videoId } = await setUp(minute(-100), minute(60));
    await send(videoId, [10, 100]);
    await send(videoId, [20, 170]);
    expect(await views(campaignId)).toEqual({ totals: 0, baseline: 170, deltas: 0, corrections: 0, lifetime: 170 });
    await send(videoId, [50, 180], [70, 200]);
    expect(await views(campaignId)).toEqual({ totals: 20, baseline: 180, deltas: 20, corrections: 0, lifetime: 200 });
  });

  it('chooses the baseline anew when the posting time becomes known after the link', async () => {
    const videoId = newId();
    const campaignId = await analytics.campaign();
    const creatorId = newId();
    await analytics.link(campaignId, [videoId], minute(0), creatorId);
    await send(videoId, [20, 100]);
    expect(await views(campaignId)).toMatchObject({ totals: 0, baseline: 100 });
    analytics.neighbours.publish('creator', 'video.changed', {
      videoId,
      creatorId,
      platform: 'TIKTOK',
      platformVideoId: videoId,
      postedAt: minute(5),
    });
    await analytics.settled('creator');
    expect(await views(campaignId)).toEqual({ totals: 100, baseline: 0, deltas: 100, corrections: 0, lifetime: 100 });
  });

  it('keeps the first link of a video, and counts a video in each of its campaigns', async () => {
    const { campaignId, videoId } = await setUp(minute(-10), minute(0));
    await analytics.link(campaignId, [videoId], minute(50));
    const second = await analytics.campaign();
    await analytics.link(second, [videoId], minute(25));
    await send(videoId, [-1, 10], [20, 100], [30, 150]);
    expect(await views(campaignId)).toMatchObject({ totals: 140, baseline: 10 });
    expect(await views(second)).toMatchObject({ totals: 50, baseline: 100 });
    expect(await numbersOf(analytics, campaignId)).toMatchObject({ videoCount: 1 });
  });

  it('survives sums that no number of JavaScript holds, without a wrong number', async () => {
    const ids = await analytics.videos(3, newId(), { postedAt: minute(10) });
    const campaignId = await analytics.campaign();
    await analytics.link(campaignId, ids, minute(0));
    const largest = Number.MAX_SAFE_INTEGER;
    await analytics.ingest(ids.map((videoId) => ({ videoId, capturedAt: minute(20), views: largest })));
    expect(await views(campaignId)).toEqual({
      totals: null,
      baseline: 0,
      deltas: null,
      corrections: 0,
      lifetime: null,
    });
    await analytics.ingest(ids.slice(1).map((videoId) => ({ videoId, capturedAt: minute(21), views: 0 })));
    expect(await views(campaignId)).toMatchObject({ totals: largest, lifetime: largest });
  });
});
