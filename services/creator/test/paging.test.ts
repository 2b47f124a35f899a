import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { analyst, CreatorServiceUnderTest } from './creator-service.js';

const page = `query ($orderBy: CreatorOrder! = FOLLOWERS, $first: Int = 4, $after: String, $filter: CreatorFilter) {
  creators(orderBy: $orderBy, first: $first, after: $after, filter: $filter) {
    edges { cursor node { id statistics { followers averageViews engagementRate } createdAt } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const videosPage = `query ($id: ID!, $first: Int = 4, $after: String) {
  creator(id: $id) { videos(first: $first, after: $after) { nodes { platformVideoId postedAt } totalCount pageInfo { hasNextPage hasPreviousPage endCursor } } }
}`;
const orders = ['FOLLOWERS', 'AVERAGE_VIEWS', 'ENGAGEMENT_RATE', 'NEWEST'] as const;

describe('paging', () => {
  let creators: CreatorServiceUnderTest;
  let ids: string[];

  beforeAll(async () => {
    creators = await CreatorServiceUnderTest.start();
    // Ties and unknown values in every order; the last six know nothing.
    const items = Array.from({ length: 14 }, (_, n) => ({
      handle: `tie${n}`,
      ...(n < 8 && {
        followers: Math.floor(n / 4) * 1_000,
        averageViews: 100 + Math.floor(n / 4),
        averageLikes: 10,
        averageComments: n % 2,
        averageShares: 0,
      }),
    }));
    ids = (await creators.importCreators(items)).map((result) => result.creator!.id);
    await creators.sql(`UPDATE creators SET created_at = '2026-01-01T00:00:00.123Z' WHERE handle < 'tie4'`);
    await creators.sql(`UPDATE creators SET measured_average_views = 9007199254740991 WHERE id = $1`, [ids[0]]);
  });
  afterAll(() => creators.stop());

  const all = async (variables: Record<string, unknown>) => {
    const pages: { id: string; statistics: Record<string, number | null>; createdAt: string }[][] = [];
    let after: string | null = null;
    do {
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads answers of every shape
      const { edges, pageInfo }: Record<'edges' | 'pageInfo', any> = (
        await creators.data(analyst, page, { ...variables, after })
      ).creators;
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      expect(pageInfo.endCursor).toBe(edges.at(-1).cursor);
      expect(pageInfo.startCursor).toBe(edges[0].cursor);
      pages.push(edges.map((edge: { node: object }) => edge.node));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return pages;
  };

  it.each(orders)('through %s shows everyone once, the highest first and the unknown last', async (orderBy) => {
    const pages = await all({ orderBy });
    expect(pages.map((nodes) => nodes.length)).toEqual([4, 4, 4, 2]);
    const nodes = pages.flat();
    expect(new Set(nodes.map((node) => node.id))).toEqual(new Set(ids));
    const value = (node: (typeof nodes)[number]): number => {
      if (orderBy === 'NEWEST') return Date.parse(node.createdAt);
      const field = { FOLLOWERS: 'followers', AVERAGE_VIEWS: 'averageViews', ENGAGEMENT_RATE: 'engagementRate' }[
        orderBy
      ];
      return node.statistics[field] ?? -1;
    };
    const sorted = [...nodes].sort((a, b) => value(b) - value(a) || (a.id < b.id ? 1 : -1));
    expect(nodes.map((node) => node.id)).toEqual(sorted.map((node) => node.id));
    expect((await all({ orderBy, first: 1 })).flat().map((node) => node.id)).toEqual(nodes.map((node) => node.id));
  });

  it('goes on where it was when creators come and go', async () => {
    const first = (await creators.data(analyst, page, {})).creators;
    const [{ id }] = await creators
      .sql(`UPDATE creators SET status = 'SUSPENDED' WHERE id = $1 RETURNING id`, [first.edges[3].node.id])
      .then((result) => result[0]);
    const second = (await creators.data(analyst, page, { after: first.pageInfo.endCursor })).creators;
    const seen = [...first.edges, ...second.edges].map((edge: { node: { id: string } }) => edge.node.id);
    expect(new Set(seen).size).toBe(8);
    await creators.sql(`UPDATE creators SET status = 'INVITED' WHERE id = $1`, [id]);
  });

  it('refuses cursors of other lists and made-up ones', async () => {
    const foreign = (await creators.data(analyst, page, { orderBy: 'NEWEST' })).creators.pageInfo.endCursor;
    expect(await creators.code(analyst, page, { after: foreign })).toBe('BAD_USER_INPUT');
    const made = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const bad = [
      '',
      'x',
      '{}',
      made('creators:FOLLOWERS'),
      made('creators:FOLLOWERS', 1),
      made('creators:FOLLOWERS', 1, 'x'),
      made('creators:FOLLOWERS', 1.5, ids[0]),
      made('creators:FOLLOWERS', -5, ids[0]),
      made('creators:FOLLOWERS', 1e300, ids[0]),
      made('creators:FOLLOWERS', '1; DROP TABLE creators', ids[0]),
      made('creators:FOLLOWERS', 1, ids[0], 1),
      made('brands', 'a', ids[0]),
      made('creators:FOLLOWERS', 1, null),
      'a'.repeat(10_000),
    ];
    for (const after of bad) expect(await creators.code(analyst, page, { after })).toBe('BAD_USER_INPUT');
    for (const first of [0, -1, 101, 1e9]) expect(await creators.code(analyst, page, { first })).toBe('BAD_USER_INPUT');
  });

  it('through the videos of a creator shows the newest first and those without a time last', async () => {
    const times = [
      '2026-01-03',
      '2026-01-01',
      null,
      '2026-01-03',
      '2026-01-02',
      null,
      '2026-01-01',
      '2026-01-01',
      null,
      '2026-01-04',
    ];
    const items = times.map((day, n) => ({
      handle: 'tie0',
      platformVideoId: `v${n}`,
      ...(day && { postedAt: `${day}T12:00:00.500Z` }),
    }));
    await creators.importVideos(items);
    const seen: { platformVideoId: string; postedAt: string | null }[] = [];
    let after: string | null = null;
    for (let n = 0; n < 4; n += 1) {
      const {
        nodes,
        totalCount,
        pageInfo,
      }: { nodes: typeof seen; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } } = (
        await creators.data(analyst, videosPage, { id: ids[0], first: 3, after })
      ).creator.videos;
      expect(totalCount).toBe(10);
      expect(pageInfo.hasNextPage).toBe(n < 3);
      seen.push(...nodes);
      after = pageInfo.endCursor;
    }
    expect(new Set(seen.map((video) => video.platformVideoId)).size).toBe(10);
    expect(seen.map((video) => video.postedAt?.slice(0, 10) ?? null)).toEqual([
      '2026-01-04',
      '2026-01-03',
      '2026-01-03',
      '2026-01-02',
      '2026-01-01',
      '2026-01-01',
      '2026-01-01',
      null,
      null,
      null,
    ]);
    expect(
      await creators.code(analyst, videosPage, {
        id: ids[0],
        after: Buffer.from(JSON.stringify(['creators:NEWEST', '2026-01-01T00:00:00Z', ids[0]])).toString('base64url'),
      }),
    ).toBe('BAD_USER_INPUT');
  });
});
