import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymousViewer } from '#platform/identity/viewer.js';
import { testViewer } from '#platform/testing/subgraph-tester.js';
import { analyst, CreatorServiceUnderTest, importer, operator } from './creator-service.js';

describe('imports', () => {
  let creators: CreatorServiceUnderTest;

  beforeAll(async () => {
    creators = await CreatorServiceUnderTest.start();
  });
  afterAll(() => creators.stop());

  it('are for operators and for programs that may write metrics', async () => {
    const mutations = [
      `mutation { importCreators(input: { creators: [] }) { results { outcome } } }`,
      `mutation { importVideos(input: { videos: [] }) { results { outcome } } }`,
    ];
    for (const mutation of mutations) {
      expect(await creators.code(anonymousViewer, mutation)).toBe('UNAUTHENTICATED');
      for (const viewer of [
        analyst,
        testViewer('CLIENT', {}, ['creators:read']),
        testViewer('BRAND', { brandId: 'x' }),
      ])
        expect(await creators.code(viewer, mutation)).toBe('FORBIDDEN');
      for (const viewer of [operator, importer, testViewer('CLIENT', {}, ['operator'])])
        expect(await creators.code(viewer, mutation)).toBeUndefined();
    }
  });

  it('take at most 500 items', async () => {
    const items = Array.from({ length: 501 }, (_, n) => ({
      platform: 'TIKTOK',
      handle: `many${n}`,
      reportedAt: '2026-01-01T00:00:00Z',
    }));
    expect(
      await creators.code(
        importer,
        `mutation ($items: [ImportedCreatorInput!]!) { importCreators(input: { creators: $items }) { results { outcome } } }`,
        { items },
      ),
    ).toBe('BAD_USER_INPUT');
  });

  it('reject bad items one by one, and store the others', async () => {
    const bad = [
      { handle: 'nul', displayName: 'a\0b' },
      { handle: 'lone', bio: 'x\ud800' },
      { handle: 'ha\0ndle' },
      { platformAccountId: '\udfff' },
      { displayName: 'nobody' },
      { handle: '  ', platformAccountId: '@' },
      { handle: 'where', country: 'Atlantis' },
      { handle: 'link', url: 'javascript:alert(1)' },
      { handle: 'early', reportedAt: '1999-01-01T00:00:00Z' },
      { handle: 'future', reportedAt: '2999-01-01T00:00:00Z' },
      { handle: 'h'.repeat(151) },
      { handle: 'cats', categories: ['x'.repeat(61)] },
    ];
    const results = await creators.importCreators([...bad.flatMap((item, n) => [item, { handle: `good${n}` }])]);
    expect(results.filter((_, n) => n % 2).map((result) => result.outcome)).toEqual(bad.map(() => 'CREATED'));
    expect(
      results.filter((_, n) => n % 2 === 0).map((result) => [result.outcome, result.field, result.creator]),
    ).toEqual(
      [
        'displayName',
        'bio',
        'handle',
        'platformAccountId',
        null,
        null,
        'country',
        'url',
        'reportedAt',
        'reportedAt',
        'handle',
        'categories',
      ].map((field) => ['REJECTED', field, null]),
    );
    expect(results[12]!.message).toContain('Atlantis');
  });

  it('lay no stone in each other’s way when they run at once', async () => {
    const items = Array.from({ length: 200 }, (_, n) => ({
      platformAccountId: `c${n}`,
      handle: `crowd${n}`,
      followers: n,
    }));
    const videos = items.map(({ platformAccountId }, n) => ({
      platformAccountId,
      platformVideoId: `crowd-video-${n}`,
      caption: `#crowd ${n}`,
    }));
    const shuffled = <T>(list: T[], seed: number): T[] =>
      list
        .map((item, n) => ({ item, order: (n * 7919 * seed) % 10_007 }))
        .sort((a, b) => a.order - b.order)
        .map(({ item }) => item);
    const runs = await Promise.all([
      ...[1, 2, 3, 4].map((seed) => creators.importCreators(shuffled(items, seed))),
      ...[5, 6, 7, 8].map((seed) => creators.importVideos(shuffled(videos, seed))),
    ]);
    expect(
      runs
        .slice(0, 4)
        .flat()
        .filter((result) => result.outcome === 'REJECTED'),
    ).toEqual([]);
    expect(
      runs
        .slice(4)
        .flat()
        .filter((result) => result.outcome === 'CREATED'),
    ).toHaveLength(200);
    const [{ accounts, owners }] = await creators.sql(
      `SELECT count(*)::int AS accounts, count(DISTINCT creator_id)::int AS owners FROM platform_accounts WHERE handle LIKE 'crowd%'`,
    );
    expect({ accounts, owners }).toEqual({ accounts: 200, owners: 200 });
    const [{ sum }] = await creators.sql(
      `SELECT sum(video_count)::int AS sum FROM creators WHERE handle LIKE 'crowd%'`,
    );
    expect(sum).toBe(200);
  });

  it('cost as many SQL statements for 500 items as for 5', async () => {
    const cost = async (prefix: string, count: number) => {
      const before = await creators.statements();
      await creators.importCreators(
        Array.from({ length: count }, (_, n) => ({
          handle: `${prefix}${n}`,
          followers: n,
          displayName: `${prefix} ${n}`,
        })),
      );
      return (await creators.statements()) - before;
    };
    expect(await cost('large', 500)).toBe(await cost('small', 5));
  });
});
