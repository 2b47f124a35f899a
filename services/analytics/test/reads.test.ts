import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { testViewer } from '#platform/testing/subgraph-tester.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { AnalyticsServiceUnderTest, analyst, brandViewer, minute, operator } from './analytics-service.js';

let analytics: AnalyticsServiceUnderTest;
beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start();
});
afterAll(() => analytics.stop());

const creatorViewer = (creatorId: string): Viewer => testViewer('CREATOR', { creatorId });
const anonymous = testViewer('ANONYMOUS');
const service = testViewer('SERVICE');

const metricsOf = async <Metrics>(
  viewer: Viewer,
  typename: string,
  id: string,
  selection: string,
): Promise<Metrics | null> => {
  const [found] = await analytics.entities<{ metrics: Metrics | null }>(viewer, typename, [id], `metrics ${selection}`);
  return found?.metrics ?? null;
};
const aggregateFields = '{ totals { views likes comments shares saves engagements engagementRate } videoCount asOf }';

describe('sums', () => {
  it('of a creator take every measured video, and rates only videos that report all that they need', async () => {
    const creatorId = newId();
    const [a, b, , d] = await analytics.videos(4, creatorId);
    await analytics.ingest([
      { videoId: a, capturedAt: minute(1), views: 1000, likes: 80, comments: 15, shares: 5 },
      { videoId: b, capturedAt: minute(2), views: 500, likes: 70 },
      { videoId: d, capturedAt: minute(3), likes: 1, comments: 1, shares: 1 },
    ]);
    expect(await metricsOf(analyst, 'Creator', creatorId, aggregateFields)).toEqual({
      totals: {
        views: 1500,
        likes: 151,
        comments: 16,
        shares: 6,
        saves: null,
        engagements: 103,
        engagementRate: 0.1,
      },
      videoCount: 3,
      asOf: minute(3),
    });
  });

  it('are null where nothing was measured', async () => {
    const creatorId = newId();
    const [video = ''] = await analytics.videos(1, creatorId);
    expect(await metricsOf(analyst, 'Creator', creatorId, '{ videoCount }')).toBeNull();
    expect(await metricsOf(analyst, 'Creator', newId(), '{ videoCount }')).toBeNull();
    expect(await metricsOf(analyst, 'Video', video, '{ asOf }')).toBeNull();
    expect(await metricsOf(analyst, 'Brand', newId(), '{ videoCount }')).toBeNull();
    expect(await metricsOf(analyst, 'Collaboration', newId(), '{ videoCount }')).toBeNull();
  });

  it('of brands and collaborations are gains, below 0 where a platform took back more than came', async () => {
    const brandId = newId();
    const creatorId = newId();
    const ids = await analytics.videos(3, creatorId, { postedAt: minute(-100) });
    const first = await analytics.campaign(brandId);
    const second = await analytics.campaign(brandId);
    const one = await analytics.link(first, ids.slice(0, 2), minute(0), creatorId);
    const other = await analytics.link(second, ids.slice(2), minute(0), creatorId);
    await analytics.ingest(
      ids.flatMap((videoId, n) => [
        { videoId, capturedAt: minute(-1), views: 100, likes: 10 },
        { videoId, capturedAt: minute(1), views: 100 + 50 * (n + 1), likes: 9 },
      ]),
    );
    const fields = '{ totals { views likes } videoCount asOf }';
    expect(await metricsOf(analyst, 'Collaboration', one, fields)).toEqual({
      totals: { views: 150, likes: -2 },
      videoCount: 2,
      asOf: minute(1),
    });
    expect(await metricsOf(analyst, 'Collaboration', other, fields)).toMatchObject({ totals: { views: 150 } });
    expect(await metricsOf(analyst, 'Brand', brandId, fields)).toMatchObject({ totals: { views: 300 }, videoCount: 3 });
    expect(await metricsOf(analyst, 'Campaign', first, '{ totals { views likes } }')).toEqual({
      totals: { views: 150, likes: -2 },
    });
  });
});

describe('who sees which numbers', () => {
  let brandId: string;
  let campaignId: string;
  let creatorId: string;
  let collaborationId: string;
  let videoId: string;
  beforeAll(async () => {
    brandId = newId();
    creatorId = newId();
    campaignId = await analytics.campaign(brandId);
    [videoId = ''] = await analytics.videos(1, creatorId, { postedAt: minute(1) });
    collaborationId = await analytics.link(campaignId, [videoId], minute(0), creatorId);
    await analytics.ingest([{ videoId, capturedAt: minute(2), views: 100 }]);
  });

  const sees = async (viewer: Viewer): Promise<string[]> => {
    const ids = {
      Campaign: campaignId,
      Brand: brandId,
      Collaboration: collaborationId,
      Creator: creatorId,
      Video: videoId,
    };
    const seen: string[] = [];
    for (const [typename, id] of Object.entries(ids))
      if (await metricsOf(viewer, typename, id, '{ totals { views } }')) seen.push(typename);
    return seen;
  };

  it.each<[string, () => Viewer, string[]]>([
    ['the brand', () => brandViewer(brandId), ['Campaign', 'Brand', 'Collaboration', 'Creator', 'Video']],
    ['an analyst', () => analyst, ['Campaign', 'Brand', 'Collaboration', 'Creator', 'Video']],
    ['an operator', () => operator, ['Campaign', 'Brand', 'Collaboration', 'Creator', 'Video']],
    ['another service', () => service, ['Campaign', 'Brand', 'Collaboration', 'Creator', 'Video']],
    ['the creator', () => creatorViewer(creatorId), ['Collaboration', 'Creator', 'Video']],
    ['another brand', () => brandViewer(newId()), ['Creator', 'Video']],
    ['another creator', () => creatorViewer(newId()), ['Creator', 'Video']],
    ['a brand viewer without a brand', () => testViewer('BRAND'), ['Creator', 'Video']],
    ['a program', () => testViewer('CLIENT', { brandId, creatorId }, ['insights:read']), ['Creator', 'Video']],
    ['nobody', () => anonymous, []],
  ])('%s', async (_who, viewer, expected) => {
    expect(await sees(viewer())).toEqual(expected);
  });

  it('answers an id that is none as if nothing were there', async () => {
    for (const typename of ['Campaign', 'Brand', 'Collaboration', 'Creator', 'Video'])
      for (const id of ["' OR 1=1", '\u0000', '__proto__', ''])
        expect(await metricsOf(operator, typename, id, '{ asOf }')).toBeNull();
  });

  it('keeps two viewers at once apart', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => sees(n % 2 ? brandViewer(brandId) : brandViewer(newId()))),
    );
    answers.forEach((answer, n) => expect(answer.includes('Campaign')).toBe(n % 2 === 1));
  });
});

describe('snapshots of a video', () => {
  const query = `query ($id: ID!, $first: Int, $after: String) {
    _entities(representations: [{ __typename: "Video", id: $id }]) { ... on Video {
      snapshots(first: $first, after: $after) {
        nodes { capturedAt falls values { views likes engagements } }
        edges { cursor node { receivedAt } }
        pageInfo { hasNextPage hasPreviousPage endCursor }
      }
    } }
  }`;
  let videoId: string;
  beforeAll(async () => {
    [videoId = ''] = await analytics.videos(1);
    await analytics.ingest([
      { videoId, capturedAt: minute(1), views: 10, likes: 5 },
      { videoId, capturedAt: minute(2), views: 20 },
      { videoId, capturedAt: minute(3), views: 15, likes: 6 },
      { videoId, capturedAt: minute(4), views: 16, likes: 4 },
      { videoId, capturedAt: minute(5), views: 17, likes: 4 },
    ]);
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- connections of a test
  const page = async (variables: Record<string, unknown>): Promise<any> =>
    (await analytics.graph.run(analyst, query, { id: videoId, ...variables })).data?._entities[0].snapshots;

  it('come the latest first, with falls flagged', async () => {
    const { nodes, pageInfo } = await page({});
    expect(nodes.map((node: { capturedAt: string; falls: boolean }) => [node.capturedAt, node.falls])).toEqual([
      [minute(5), false],
      [minute(4), true],
      [minute(3), true],
      [minute(2), false],
      [minute(1), false],
    ]);
    expect(nodes[3].values).toEqual({ views: 20, likes: null, engagements: null });
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  it('come page by page, each once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo } = await page({ first: 2, after });
      seen.push(...nodes.map((node: { capturedAt: string }) => node.capturedAt));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual([5, 4, 3, 2, 1].map(minute));
  });

  it.each([
    ['first of 0', { first: 0 }],
    ['first of 101', { first: 101 }],
    ['a negative first', { first: -1 }],
    ['a cursor that is none', { after: 'nonsense' }],
    ['a cursor of another list', { after: Buffer.from('["videos","2026-01-01T00:00:00Z"]').toString('base64url') }],
    ['a cursor with SQL', { after: Buffer.from('["snapshots","\'; DROP TABLE x"]').toString('base64url') }],
  ])('refuse %s', async (_what, variables) => {
    const { errors } = await analytics.graph.run(analyst, query, { id: videoId, ...variables });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

describe('statements', () => {
  it('are as many for a thousand objects as for ten', async () => {
    const brandIds = Array.from({ length: 10 }, () => newId());
    const campaigns = await Promise.all(
      Array.from({ length: 100 }, (_, n) => analytics.campaign(brandIds[n % brandIds.length])),
    );
    const creatorIds = Array.from({ length: 1000 }, () => newId());
    const videoIds = creatorIds.map((creatorId) => analytics.publishVideo(creatorId, { postedAt: minute(1) }));
    await analytics.settled('creator');
    const collaborationIds: string[] = [];
    for (let n = 0; n < 100; n += 1)
      collaborationIds.push(
        await analytics.link(campaigns[n]!, videoIds.slice(n * 10, n * 10 + 10), minute(0), creatorIds[n * 10]),
      );
    await analytics.ingest(
      videoIds.map((videoId) => ({ videoId, capturedAt: minute(2), views: 10, likes: 1, comments: 1, shares: 1 })),
    );
    const counter = async (): Promise<number> =>
      (await analytics.service.metrics.sqlStatements.get()).values.find((value) => value.labels.origin === 'request')
        ?.value ?? 0;
    const cost = async (share: number): Promise<number> => {
      const representations = [
        ...campaigns.slice(0, 100 * share).map((id) => ({ __typename: 'Campaign', id })),
        ...brandIds.slice(0, 10 * share).map((id) => ({ __typename: 'Brand', id })),
        ...collaborationIds.slice(0, 100 * share).map((id) => ({ __typename: 'Collaboration', id })),
        ...creatorIds.slice(0, 1000 * share).map((id) => ({ __typename: 'Creator', id })),
        ...videoIds.slice(0, 1000 * share).map((id) => ({ __typename: 'Video', id })),
      ];
      const before = await counter();
      const { data, errors } = await analytics.graph.run(
        operator,
        `query ($representations: [_Any!]!) { _entities(representations: $representations) {
          ... on Campaign { metrics { totals { views } } }
          ... on Brand { brand: metrics { totals { views } } }
          ... on Collaboration { collaboration: metrics { totals { views } } }
          ... on Creator { creator: metrics { totals { views } } }
          ... on Video { video: metrics { totals { views } } snapshots(first: 2) { nodes { falls } } }
        } }`,
        { representations },
      );
      expect(errors).toBeUndefined();
      for (const entity of data._entities) expect(Object.values(entity).every(Boolean)).toBe(true);
      return (await counter()) - before;
    };
    const few = await cost(0.1);
    expect(await cost(1)).toBe(few);
    expect(few).toBeLessThanOrEqual(8);
  });
});

describe('definitions', () => {
  it('tell formula, unit and what a metric adds up over', async () => {
    const { data } = await analytics.graph.run(
      analyst,
      '{ metricDefinitions { name meaning formula unit addsUpOver } }',
    );
    const byName = new Map(data.metricDefinitions.map((one: { name: string }) => [one.name, one]));
    expect(byName.get('views')).toMatchObject({ formula: null, unit: 'count', addsUpOver: ['VIDEOS', 'TIME'] });
    expect(byName.get('engagementRate')).toMatchObject({
      formula: 'engagements ÷ views',
      unit: 'fraction',
      addsUpOver: [],
    });
  });
});
