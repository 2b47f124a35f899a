import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { AnalyticsServiceUnderTest, analyst, minute, writer } from './analytics-service.js';

let analytics: AnalyticsServiceUnderTest;
let video: string;

beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start();
  [video = ''] = await analytics.videos(1);
});
afterAll(() => analytics.stop());

const totals = async (id: string): Promise<unknown> => {
  const [found] = await analytics.entities<{ metrics: unknown }>(
    analyst,
    'Video',
    [id],
    'metrics { totals { views likes comments shares saves engagements engagementRate } asOf }',
  );
  return found?.metrics;
};

describe('ingestion', () => {
  it('acknowledges a snapshot once, and the same again as a duplicate', async () => {
    const [id = ''] = await analytics.videos(1);
    const one = { videoId: id, capturedAt: minute(1), views: 1000, likes: '90', comments: 6, shares: 4, saves: 2 };
    expect(await analytics.outcomes([one])).toEqual(['ACCEPTED']);
    expect(await analytics.outcomes([one])).toEqual(['DUPLICATE']);
    expect(await totals(id)).toEqual({
      totals: { views: 1000, likes: 90, comments: 6, shares: 4, saves: 2, engagements: 100, engagementRate: 0.1 },
      asOf: minute(1),
    });
  });

  it('keeps the first numbers and notes others once', async () => {
    const [id = ''] = await analytics.videos(1);
    const at = { videoId: id, capturedAt: minute(1) };
    expect(await analytics.outcomes([{ ...at, views: 10 }])).toEqual(['ACCEPTED']);
    const [conflict] = await analytics.ingest([{ ...at, views: 11 }]);
    expect(conflict).toMatchObject({ outcome: 'CONFLICT', reason: 'CONFLICTING_VALUES' });
    await analytics.ingest([{ ...at, views: 11 }]);
    await analytics.ingest([{ ...at, views: 10, likes: 1 }]);
    expect(
      await analytics.rows(`SELECT views, likes FROM snapshot_conflicts WHERE video_id = $1 ORDER BY id`, [id]),
    ).toEqual([
      { views: '11', likes: null },
      { views: '10', likes: '1' },
    ]);
    expect(await totals(id)).toMatchObject({ totals: { views: 10, likes: null } });
  });

  it('goes by the order of the items within a request', async () => {
    const [id = ''] = await analytics.videos(1);
    const at = { videoId: id, capturedAt: minute(1) };
    expect(
      await analytics.outcomes([
        { ...at, views: 10 },
        { ...at, views: 10 },
        { ...at, views: 12 },
        { ...at, views: 10 },
      ]),
    ).toEqual(['ACCEPTED', 'DUPLICATE', 'CONFLICT', 'DUPLICATE']);
    expect(
      await analytics.outcomes([
        { ...at, views: 12 },
        { ...at, views: 10 },
      ]),
    ).toEqual(['CONFLICT', 'DUPLICATE']);
  });

  it('takes a moment to the millisecond, in any zone', async () => {
    const [id = ''] = await analytics.videos(1);
    expect(
      await analytics.outcomes([
        { videoId: id, capturedAt: '2026-01-01T07:00:00.123456Z', views: 1 },
        { videoId: id, capturedAt: '2026-01-01T14:00:00.123+07:00', views: 1 },
        { videoId: id, capturedAt: '2026-01-01T07:00:00.124Z', views: 1 },
      ]),
    ).toEqual(['ACCEPTED', 'DUPLICATE', 'ACCEPTED']);
  });

  it.each([
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['a number beyond every float', '1e400'],
    ['2^63', '9223372036854775808'],
    ['2^53', 9007199254740992],
    ['a negative number', -1],
    ['a negative number as text', '-1'],
    ['a fraction', 1.5],
    ['text', 'many'],
    ['an empty text', ''],
    ['digits with a separator', '1,000'],
    ['a NUL byte', '1\u0000'],
    ['true', true],
    ['a list', [1]],
    ['an object', { count: 1 }],
  ])('rejects %s as a count, and says which', async (_what, views) => {
    const answers = await analytics.ingest([
      { videoId: video, capturedAt: minute(1000), likes: 1, views },
      { videoId: video, capturedAt: minute(1001), likes: 1 },
    ]);
    expect(answers[0]).toMatchObject({ outcome: 'REJECTED', reason: 'BAD_COUNT', field: 'views' });
    expect(['ACCEPTED', 'DUPLICATE']).toContain(answers[1]?.outcome);
  });

  it('takes the largest count, and zero', async () => {
    const [id = ''] = await analytics.videos(1);
    expect(
      await analytics.outcomes([{ videoId: id, capturedAt: minute(1), views: '9007199254740991', likes: 0 }]),
    ).toEqual(['ACCEPTED']);
    expect(await totals(id)).toMatchObject({ totals: { views: 9007199254740991, likes: 0 } });
  });

  it('takes counts written in the document, and judges each by itself', async () => {
    const { data } = await analytics.graph.run(
      writer,
      `mutation { ingestSnapshots(input: { snapshots: [
        { videoId: "${video}", capturedAt: "${minute(2000)}", views: 5, likes: "6", comments: null }
        { videoId: "${video}", capturedAt: "${minute(2001)}", views: 1.5 }
        { videoId: "${video}", capturedAt: "${minute(2002)}", views: 99999999999999999999 }
        { videoId: "${video}", capturedAt: "${minute(2003)}", views: [1] }
        { videoId: "${video}", capturedAt: "${minute(2004)}", views: true }
      ] }) { results { outcome reason } } }`,
    );
    const bad = { outcome: 'REJECTED', reason: 'BAD_COUNT' };
    expect(data.ingestSnapshots.results).toEqual([{ outcome: 'ACCEPTED', reason: null }, bad, bad, bad, bad]);
  });

  it.each([
    ['no counter', {}, 'NO_COUNTS', null],
    ['a time without a zone', { capturedAt: '2026-01-01T00:00:00', views: 1 }, 'BAD_TIME', 'capturedAt'],
    ['a day that no calendar has', { capturedAt: '2026-02-30T00:00:00Z', views: 1 }, 'BAD_TIME', 'capturedAt'],
    ['a time before any platform', { capturedAt: '2004-12-31T23:59:59Z', views: 1 }, 'BAD_TIME', 'capturedAt'],
    [
      'a time more than five minutes ahead',
      { capturedAt: new Date(Date.now() + 6 * 60_000).toISOString(), views: 1 },
      'BAD_TIME',
      'capturedAt',
    ],
    ['half a surrogate pair as time', { capturedAt: '\ud800', views: 1 }, 'BAD_TIME', 'capturedAt'],
    ['no video', { videoId: null, views: 1 }, 'BAD_VIDEO', null],
    ['an id that is none', { videoId: "'; DROP TABLE snapshots; --", views: 1 }, 'BAD_VIDEO', 'videoId'],
    ['a NUL byte in the id', { videoId: '\u0000', views: 1 }, 'BAD_VIDEO', 'videoId'],
    [
      'a platform that is none',
      { videoId: null, platform: 'tv', platformVideoId: '1', views: 1 },
      'BAD_VIDEO',
      'platform',
    ],
    ['no platform id', { videoId: null, platform: 'TIKTOK', views: 1 }, 'BAD_VIDEO', 'platformVideoId'],
    [
      'a NUL byte in the platform id',
      { videoId: null, platform: 'TIKTOK', platformVideoId: '1\u0000', views: 1 },
      'BAD_VIDEO',
      'platformVideoId',
    ],
    [
      'half a surrogate pair in the platform id',
      { videoId: null, platform: 'TIKTOK', platformVideoId: '\udc00', views: 1 },
      'BAD_VIDEO',
      'platformVideoId',
    ],
    ['a video that nobody knows', { videoId: newId(), views: 1 }, 'UNKNOWN_VIDEO', null],
    [
      'a platform id that nobody knows',
      { videoId: null, platform: 'YOUTUBE', platformVideoId: 'nobody', views: 1 },
      'UNKNOWN_VIDEO',
      null,
    ],
  ])('rejects an item with %s, and the rest of the request lives', async (_what, item, reason, field) => {
    const answers = await analytics.ingest([
      { videoId: video, capturedAt: minute(3000), ...item },
      { videoId: video, capturedAt: minute(3001), views: 7 },
    ]);
    expect(answers[0]).toMatchObject({ outcome: 'REJECTED', reason, field });
    expect(answers[0]?.message).toBeTruthy();
    expect(['ACCEPTED', 'DUPLICATE']).toContain(answers[1]?.outcome);
  });

  it('answers a mixed request item by item', async () => {
    const [id = ''] = await analytics.videos(1, newId(), { platform: 'YOUTUBE', platformVideoId: 'dQw4w9WgXcQ' });
    await analytics.ingest([{ videoId: id, capturedAt: minute(1), views: 1 }]);
    expect(
      await analytics.outcomes([
        { videoId: id, capturedAt: minute(1), views: 1 },
        { videoId: id, capturedAt: minute(1), views: 2 },
        { videoId: id.toUpperCase(), capturedAt: minute(2), views: 3 },
        { platform: 'YOUTUBE', platformVideoId: 'dQw4w9WgXcQ', capturedAt: minute(3), views: 4 },
        { platform: 'TIKTOK', platformVideoId: 'dQw4w9WgXcQ', capturedAt: minute(3), views: 4 },
        { videoId: id, capturedAt: minute(4), views: -4 },
      ]),
    ).toEqual(['DUPLICATE', 'CONFLICT', 'ACCEPTED', 'ACCEPTED', 'REJECTED', 'REJECTED']);
    expect(await totals(id)).toMatchObject({ totals: { views: 4 }, asOf: minute(3) });
  });

  it('refuses more than 1,000 items at once', async () => {
    const items = Array.from({ length: 1001 }, (_, n) => ({ videoId: video, capturedAt: minute(n), views: n }));
    await expect(analytics.ingest(items)).rejects.toThrow('BAD_USER_INPUT');
  });

  it('looks for a video that was made a moment ago before it says that there is none', async () => {
    analytics.neighbours.prompt = false;
    try {
      const id = analytics.publishVideo(newId(), { platformVideoId: 'fresh' });
      expect(
        await analytics.outcomes([
          { videoId: id, capturedAt: minute(1), views: 1 },
          { platform: 'TIKTOK', platformVideoId: 'fresh', capturedAt: minute(2), views: 2 },
        ]),
      ).toEqual(['ACCEPTED', 'ACCEPTED']);
    } finally {
      analytics.neighbours.prompt = true;
    }
  });

  it('takes each counter from the latest capture that reports it, in any order of arrival', async () => {
    const [id = ''] = await analytics.videos(1);
    await analytics.ingest([{ videoId: id, capturedAt: minute(5), views: 50 }]);
    await analytics.ingest([{ videoId: id, capturedAt: minute(3), views: 40, likes: 4 }]);
    await analytics.ingest([{ videoId: id, capturedAt: minute(4), likes: 3 }]);
    expect(await totals(id)).toEqual({
      totals: {
        views: 50,
        likes: 3,
        comments: null,
        shares: null,
        saves: null,
        engagements: null,
        engagementRate: null,
      },
      asOf: minute(5),
    });
  });

  it('costs the same number of statements for one snapshot and for a thousand', async () => {
    const ids = await analytics.videos(500);
    const other = await analytics.videos(1);
    const campaignId = await analytics.campaign();
    await analytics.link(campaignId, [...ids, ...other], minute(0));
    const counter = async (): Promise<number> =>
      (await analytics.service.metrics.sqlStatements.get()).values.find((value) => value.labels.origin === 'request')
        ?.value ?? 0;
    const cost = async (snapshots: Parameters<typeof analytics.ingest>[0]): Promise<number> => {
      const before = await counter();
      await analytics.ingest(snapshots);
      return (await counter()) - before;
    };
    const one = await cost([{ videoId: other[0], capturedAt: minute(1), views: 1 }]);
    const many = await cost(
      ids.flatMap((videoId) => [
        { videoId, capturedAt: minute(1), views: 1 },
        { videoId, capturedAt: minute(2), views: 2 },
      ]),
    );
    expect(many).toBe(one);
  });
});
