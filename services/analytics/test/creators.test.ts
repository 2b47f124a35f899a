import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { until } from '#platform/testing/until.js';
import { AnalyticsServiceUnderTest, minute } from './analytics-service.js';

let analytics: AnalyticsServiceUnderTest;
beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start();
});
afterAll(() => analytics.stop());

interface Measured {
  creatorId: string;
  averageViews: number | null;
  engagementRate: number | null;
  videoCount: number;
  asOf: string;
}
const told = async (creatorId: string): Promise<Measured[]> =>
  (
    await analytics.rows<{ payload: Measured }>(
      `SELECT payload FROM outbox WHERE type = 'creator.measured' AND aggregate_id = $1 ORDER BY id`,
      [creatorId],
    )
  ).map((row) => row.payload);
const nothingDirty = (): Promise<void> =>
  until(async () => {
    const [row] = await analytics.rows<{ n: number }>(`SELECT count(*)::int AS n FROM dirty_creators`);
    return row?.n === 0;
  });

describe('measured creators', () => {
  it('are told with means over their last 30 measured videos', async () => {
    const creatorId = newId();
    const ids = Array.from({ length: 40 }, (_, n) => analytics.publishVideo(creatorId, { postedAt: minute(n) }));
    await analytics.settled('creator');
    // The older ten would spoil the mean; the newest was not measured yet, one reports too little for the rate.
    await analytics.ingest(
      ids.slice(0, 39).map((videoId, n) => ({
        videoId,
        capturedAt: minute(100),
        views: n < 9 ? 1_000_000 : 101,
        likes: n === 20 ? null : 6,
        comments: 3,
        shares: 1,
      })),
    );
    await until(async () => (await told(creatorId)).length > 0);
    await nothingDirty();
    expect((await told(creatorId)).at(-1)).toEqual({
      creatorId,
      averageViews: 101,
      engagementRate: 10 / 101,
      videoCount: 30,
      asOf: minute(100),
    });
  });

  it('are told again only when something has changed', async () => {
    const creatorId = newId();
    const [videoId] = await analytics.videos(1, creatorId);
    await analytics.ingest([{ videoId, capturedAt: minute(1), views: 10 }]);
    await until(async () => (await told(creatorId)).length === 1);
    expect((await told(creatorId))[0]).toMatchObject({ averageViews: 10, engagementRate: null, videoCount: 1 });
    await analytics.ingest([{ videoId, capturedAt: minute(2), views: 10 }]);
    await nothingDirty();
    expect(await told(creatorId)).toHaveLength(1);
    await analytics.ingest([{ videoId, capturedAt: minute(3), views: 30 }]);
    await until(async () => (await told(creatorId)).length === 2);
    expect((await told(creatorId))[1]).toMatchObject({ averageViews: 30, asOf: minute(3) });
  });

  it('are not told of while no views are known', async () => {
    const creatorId = newId();
    const [videoId] = await analytics.videos(1, creatorId);
    await analytics.ingest([{ videoId, capturedAt: minute(1), likes: 10 }]);
    await nothingDirty();
    expect(await told(creatorId)).toEqual([]);
  });
});

describe('the copy of what others own', () => {
  it('takes the last word on every object, and sets a poison event aside', async () => {
    const id = newId();
    const brand = { brandId: id, industry: 'Food', country: 'VN', status: 'ACTIVE' };
    analytics.neighbours.publish('brand', 'brand.changed', { ...brand, name: 'Cà phê' });
    analytics.neighbours.publish('brand', 'brand.changed', { brandId: 'no id', name: 'poison' });
    analytics.neighbours.publish('brand', 'brand.renamed', { brandId: id, name: 'unknown type' });
    analytics.neighbours.publish('brand', 'brand.changed', { ...brand, name: 'Cà phê 2' });
    await analytics.settled('brand');
    expect(await analytics.rows(`SELECT name FROM brands WHERE id = $1`, [id])).toEqual([{ name: 'Cà phê 2' }]);
    expect(await analytics.rows(`SELECT feed, position::int FROM dead_letters`)).toEqual([
      { feed: 'brand', position: 2 },
    ]);
  });

  it('has creators with their categories', async () => {
    const id = newId();
    const creator = { creatorId: id, displayName: '小林 🎥', handle: null, country: 'JP', status: 'ACTIVE' };
    analytics.neighbours.publish('creator', 'creator.changed', { ...creator, categories: ['food', 'o\'clock, "x"'] });
    await analytics.settled('creator');
    expect(await analytics.rows(`SELECT display_name, categories FROM creators WHERE id = $1`, [id])).toEqual([
      { display_name: '小林 🎥', categories: ['food', 'o\'clock, "x"'] },
    ]);
  });
});
