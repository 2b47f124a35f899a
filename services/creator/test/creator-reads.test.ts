import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { schemaDrift } from '#platform/database/migrate.js';
import { assertionHeader, mintAssertion, verifyAssertion } from '#platform/identity/assertion.js';
import { anonymousViewer, serviceViewer } from '#platform/identity/viewer.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { until } from '#platform/testing/until.js';
import { analyst, CreatorServiceUnderTest, operator } from './creator-service.js';

const entities = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Creator {
      id handle statistics { followers videoCount } audience { countries { key share } } rateCard { content }
      accounts { platform handle }
      videos(first: 3) { totalCount nodes { platformVideoId creator { handle } } pageInfo { hasNextPage } }
      latest: videos(first: 1) { nodes { platformVideoId } }
    }
    ... on Video { id platformVideoId creator { id handle } }
  }
}`;

/** An analytics service whose feed has these events. */
class Feed {
  readonly events: object[] = [];
  private server!: Server;

  async listen(): Promise<string> {
    this.server = createServer((request, response) => {
      verifyAssertion(request.headers[assertionHeader], 'analytics', testSecret);
      const after = Number(new URL(request.url ?? '', 'http://feed').searchParams.get('after'));
      const events = this.events.slice(after).map((event, n) => ({ position: after + n + 1, ...event }));
      setTimeout(
        () => response.end(JSON.stringify({ events, position: after + events.length })),
        events.length ? 0 : 50,
      );
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  measure(payload: object): void {
    this.events.push({
      aggregateType: 'creator',
      aggregateId: null,
      type: 'creator.measured',
      payload,
      occurredAt: '2026-01-01T00:00:00.000Z',
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('reading creators', () => {
  const feed = new Feed();
  let creators: CreatorServiceUnderTest;
  let ids: string[];

  beforeAll(async () => {
    creators = await CreatorServiceUnderTest.start(await feed.listen());
    ids = [];
    for (let batch = 0; batch < 2; batch += 1) {
      const items = Array.from({ length: 500 }, (_, n) => ({
        handle: `c${batch * 500 + n}`,
        followers: n,
        averageViews: 1_000,
        averageLikes: 40,
        averageComments: 5,
        averageShares: 5,
      }));
      ids.push(...(await creators.importCreators(items)).map((result) => result.creator!.id));
      for (let part = 0; part < 4; part += 1)
        await creators.importVideos(
          items.map(({ handle }, n) => ({
            handle,
            platformVideoId: `${handle}-${part}`,
            postedAt: new Date(Date.UTC(2026, 0, 1 + part, 0, n % 60)).toISOString(),
          })),
        );
    }
    await creators.sql(
      `INSERT INTO audiences VALUES ($1, '2026-01-01T00:00:00Z', '[{"key":"VN","share":0.75}]', '[]', '[]')`,
      [ids[3]],
    );
  });
  afterAll(async () => {
    await creators.stop();
    await feed.close();
  });

  const resolve = async (representations: object[]) => {
    const before = await creators.statements();
    const data = await creators.data(serviceViewer('gateway'), entities, { representations });
    return { found: data._entities, statements: (await creators.statements()) - before };
  };
  const creatorKeys = (from: number, to: number) => ids.slice(from, to).map((id) => ({ __typename: 'Creator', id }));

  it('costs as many SQL statements for 1,000 references as for 10', async () => {
    const few = await resolve(creatorKeys(0, 10));
    const many = await resolve(creatorKeys(0, 1_000));
    expect(many.found).toHaveLength(1_000);
    expect(many.found.map((creator: { id: string }) => creator.id)).toEqual(ids);
    expect(many.found[3]).toEqual({
      id: ids[3],
      handle: 'c3',
      statistics: { followers: 3, videoCount: 4 },
      audience: { countries: [{ key: 'VN', share: 0.75 }] },
      rateCard: [],
      accounts: [{ platform: 'TIKTOK', handle: 'c3' }],
      videos: {
        totalCount: 4,
        nodes: ['c3-3', 'c3-2', 'c3-1'].map((platformVideoId) => ({ platformVideoId, creator: { handle: 'c3' } })),
        pageInfo: { hasNextPage: true },
      },
      latest: { nodes: [{ platformVideoId: 'c3-3' }] },
    });
    // Creators, accounts, audiences, rates, and a statement per distinct set of arguments of `videos`.
    expect([few.statements, many.statements]).toEqual([6, 6]);
  });

  it('costs as many for 1,000 videos as for 10, with their creators', async () => {
    const rows = await creators.sql(`SELECT id FROM videos ORDER BY id LIMIT 1000`);
    const keys = rows.map(({ id }) => ({ __typename: 'Video', id }));
    const few = await resolve(keys.slice(0, 10));
    const many = await resolve(keys);
    expect(many.found.map((video: { id: string }) => video.id)).toEqual(rows.map(({ id }) => id));
    for (const video of many.found) expect(video.platformVideoId.startsWith(`${video.creator.handle}-`)).toBe(true);
    expect([few.statements, many.statements]).toEqual([2, 2]);
  });

  it('answers null for what is not there, in its place', async () => {
    const bad = ['', 'x', "'; DROP TABLE creators; --", '\0', '01890000-0000-7000-8000-000000000000'];
    const { found } = await resolve([
      ...bad.map((id) => ({ __typename: 'Creator', id })),
      { __typename: 'Creator', id: ids[0]!.toUpperCase() },
      { __typename: 'Video', id: ids[0] },
    ]);
    expect(found.map((entity: { id: string } | null) => entity?.id ?? null)).toEqual([
      ...bad.map(() => null),
      ids[0],
      null,
    ]);
    for (const field of ['creator', 'video'])
      for (const id of bad)
        expect(await creators.data(analyst, `query ($id: ID!) { ${field}(id: $id) { id } }`, { id })).toEqual({
          [field]: null,
        });
  });

  it('shows nothing to who is not signed in', async () => {
    for (const query of ['query ($id: ID!) { creator(id: $id) { id } }', 'query ($id: ID!) { video(id: $id) { id } }'])
      expect(await creators.code(anonymousViewer, query, { id: ids[0] })).toBe('UNAUTHENTICATED');
    expect(await creators.code(anonymousViewer, entities, { representations: creatorKeys(0, 1) })).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('puts what analytics measured before what a platform reported, and keeps the two apart', async () => {
    const statistics = async (id: string) =>
      (
        await creators.data(
          analyst,
          `query ($id: ID!) { creator(id: $id) { statistics { averageViews engagementRate asOf } } }`,
          { id },
        )
      ).creator.statistics;
    const reported = { averageViews: 1_000, engagementRate: 0.05, asOf: '2026-01-01T00:00:00.000Z' };
    expect(await statistics(ids[0]!)).toEqual(reported);

    feed.measure({
      creatorId: ids[0],
      averageViews: 5,
      engagementRate: 0.1,
      videoCount: 1,
      asOf: '2026-01-05T00:00:00.000Z',
    });
    feed.measure({
      creatorId: ids[0],
      averageViews: 2_500.4,
      engagementRate: null,
      videoCount: 2,
      asOf: '2026-01-06T00:00:00.000Z',
    });
    feed.measure({ creatorId: 'poison', averageViews: -1 });
    feed.measure({
      creatorId: '01890000-0000-7000-8000-000000000000',
      averageViews: 1,
      engagementRate: 1,
      videoCount: 1,
      asOf: '2026-01-06T00:00:00.000Z',
    });
    feed.measure({
      creatorId: ids[1],
      averageViews: 0,
      engagementRate: 0,
      videoCount: 3,
      asOf: '2026-01-06T00:00:00.000Z',
    });
    await until(async () => (await statistics(ids[1]!)).averageViews === 0);
    expect(await statistics(ids[1]!)).toEqual({ averageViews: 0, engagementRate: 0, asOf: '2026-01-06T00:00:00.000Z' });
    expect(await statistics(ids[0]!)).toEqual({
      averageViews: 2_500,
      engagementRate: 0.05,
      asOf: '2026-01-06T00:00:00.000Z',
    });
    expect(await creators.sql(`SELECT position::int FROM dead_letters`)).toEqual([{ position: 3 }]);

    const search = `{ creators(orderBy: AVERAGE_VIEWS, first: 1) { nodes { id } } }`;
    expect((await creators.data(analyst, search)).creators.nodes).toEqual([{ id: ids[0] }]);
    const slow = `{ creators(filter: { engagementRate: { max: 0.01 } }) { nodes { id } } }`;
    expect((await creators.data(analyst, slow)).creators.nodes).toEqual([{ id: ids[1] }]);
    // An import afterwards leaves the measurement alone.
    await creators.importCreators([{ handle: 'c0', averageViews: 9_999, reportedAt: '2026-02-01T00:00:00Z' }]);
    expect((await statistics(ids[0]!)).averageViews).toBe(2_500);
    expect(
      await creators.sql(`SELECT reported_average_views::int AS reported FROM creators WHERE id = $1`, [ids[0]]),
    ).toEqual([{ reported: 9_999 }]);
  });

  it('refuses who comes without a good assertion', async () => {
    const good = mintAssertion(operator, 'creator', testSecret);
    const now = Math.floor(Date.now() / 1000);
    const bad = [
      undefined,
      `${good.slice(0, 10)}x${good.slice(11)}`,
      mintAssertion(operator, 'brand', testSecret),
      mintAssertion(operator, 'creator', 'another-secret-of-at-least-32-characters'),
      mintAssertion(operator, 'creator', testSecret, now - 3_600),
    ];
    for (const assertion of bad) {
      const headers: Record<string, string> = {
        'content-type': 'application/json',
        ...(assertion && { [assertionHeader]: assertion }),
      };
      for (const query of [
        '{ __typename }',
        '{ _entities(representations: []) { __typename } }',
        '{ _service { sdl } }',
      ])
        expect(
          (await fetch(`${creators.service.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) }))
            .status,
        ).toBe(401);
      expect((await fetch(`${creators.service.url}/events`, { headers })).status).toBe(401);
    }
    expect((await fetch(`${creators.service.url}/events`, { headers: { [assertionHeader]: good } })).status).toBe(403);
  });

  it('has tables and entities that agree', async () => {
    expect(await schemaDrift(creators.service.dataSource)).toEqual([]);
  });
});
