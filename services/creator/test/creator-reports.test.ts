import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { analyst, CreatorServiceUnderTest } from './creator-service.js';

const creatorById = `query ($id: ID!) {
  creator(id: $id) {
    displayName handle bio country categories status
    accounts { platform platformAccountId handle url verified followers }
    statistics { followers averageViews engagementRate videoCount asOf }
  }
}`;

describe('imported reports of a creator', () => {
  let creators: CreatorServiceUnderTest;

  beforeAll(async () => {
    creators = await CreatorServiceUnderTest.start();
  });
  afterAll(() => creators.stop());

  const outcomes = async (items: object[]) => (await creators.importCreators(items)).map((result) => result.outcome);
  const read = async (id: string) => (await creators.data(analyst, creatorById, { id })).creator;
  const events = (type: string) =>
    creators.sql(`SELECT aggregate_id, payload FROM outbox WHERE type = $1 ORDER BY id`, [type]);

  it('store a creator whole, and change nothing when it comes again', async () => {
    const item = {
      platformAccountId: '7478312849783604256',
      handle: '@Liltage.Creator',
      displayName: 'Liltage 🎩 Créateur',
      bio: 'Ảo thuật; DROP TABLE creators; --',
      country: 'Viet Nam',
      categories: ['Entertainment', ' Magic  Tricks ', 'entertainment'],
      url: 'https://www.tiktok.com/@liltagecreator',
      verified: true,
      followers: 253_116,
      averageViews: 1_000_000,
      averageLikes: 90_000,
      averageComments: 6_000,
      averageShares: 4_000,
    };
    const [first] = await creators.importCreators([item]);
    expect(first).toMatchObject({ outcome: 'CREATED', message: null, field: null });
    const id = first!.creator!.id;
    const stored = {
      displayName: 'Liltage 🎩 Créateur',
      handle: 'Liltage.Creator',
      bio: item.bio,
      country: 'VN',
      categories: ['entertainment', 'magic tricks'],
      status: 'INVITED',
      accounts: [
        {
          platform: 'TIKTOK',
          platformAccountId: '7478312849783604256',
          handle: 'Liltage.Creator',
          url: item.url,
          verified: true,
          followers: 253_116,
        },
      ],
      statistics: {
        followers: 253_116,
        averageViews: 1_000_000,
        engagementRate: 0.1,
        videoCount: 0,
        asOf: '2026-01-01T00:00:00.000Z',
      },
    };
    expect(await read(id)).toEqual(stored);

    const before = await creators.sql(
      `SELECT xmin::text FROM creators UNION ALL SELECT xmin::text FROM platform_accounts`,
    );
    const eventsBefore = await events('creator.changed');
    const [again] = await creators.importCreators([item]);
    expect(again).toMatchObject({ outcome: 'UNCHANGED', creator: { id } });
    expect(
      await creators.sql(`SELECT xmin::text FROM creators UNION ALL SELECT xmin::text FROM platform_accounts`),
    ).toEqual(before);
    expect(await events('creator.changed')).toEqual(eventsBefore);
    expect(eventsBefore.at(-1)).toEqual({
      aggregate_id: id,
      payload: {
        creatorId: id,
        displayName: stored.displayName,
        handle: stored.handle,
        country: 'VN',
        categories: stored.categories,
        status: 'INVITED',
      },
    });
  });

  it('keep what a later report leaves out, and take over no number that is older', async () => {
    const account = { platformAccountId: '100', handle: 'keeper' };
    const [made] = await creators.importCreators([
      { ...account, displayName: 'Keeper', bio: 'Old bio', followers: 1_000, reportedAt: '2026-01-10T00:00:00Z' },
    ]);
    const id = made!.creator!.id;
    expect(
      await outcomes([
        { ...account, followers: 2_000, displayName: 'Older name', country: 'JP', reportedAt: '2026-01-05T00:00:00Z' },
      ]),
    ).toEqual(['UPDATED']);
    expect(await read(id)).toMatchObject({
      displayName: 'Keeper',
      bio: 'Old bio',
      country: 'JP',
      statistics: { followers: 1_000, averageViews: null, engagementRate: null, asOf: null },
    });
    expect(
      await outcomes([{ ...account, followers: 900, categories: ['Food'], reportedAt: '2026-01-20T00:00:00Z' }]),
    ).toEqual(['UPDATED']);
    expect(await read(id)).toMatchObject({
      displayName: 'Keeper',
      bio: 'Old bio',
      categories: ['food'],
      statistics: { followers: 900 },
    });
    expect(
      await outcomes([{ ...account, categories: ['Travel', 'food'], reportedAt: '2026-01-20T00:00:00Z' }]),
    ).toEqual(['UPDATED']);
    expect((await read(id)).categories).toEqual(['food', 'travel']);
    // Followers changed nothing that the others keep: of them no event came.
    const told = (await events('creator.changed')).filter((event) => event.aggregate_id === id);
    expect(told).toHaveLength(4);
  });

  it('settle on the newest report in whatever order reports come, and stay there', async () => {
    const reports = [
      {
        displayName: 'A',
        followers: 10,
        averageViews: 100,
        bio: 'a',
        url: 'https://example.com/a',
        reportedAt: '2026-01-01T00:00:00Z',
      },
      { displayName: 'B', followers: 20, country: 'BR', reportedAt: '2026-01-02T00:00:00Z' },
      {
        displayName: 'C',
        followers: 30,
        averageViews: 300,
        bio: 'c',
        url: 'https://example.com/c',
        reportedAt: '2026-01-03T00:00:00Z',
      },
    ];
    for (const [n, order] of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ].entries()) {
      const items = order.map((index) => ({ platformAccountId: `20${n}`, ...reports[index] }));
      const [made] = await creators.importCreators(items);
      const state = await read(made!.creator!.id);
      expect(state).toMatchObject({
        displayName: 'C',
        bio: 'c',
        country: 'BR',
        accounts: [{ url: 'https://example.com/c' }],
        statistics: { followers: 30, averageViews: 300 },
      });
      expect(await outcomes(items)).toEqual(['UNCHANGED', 'UNCHANGED', 'UNCHANGED']);
    }
  });

  it('know an account by its handle where a source tells no id, and give it its id later', async () => {
    const [byHandle, again] = await creators.importCreators([
      { handle: 'Khaby.Lame', platform: 'TIKTOK' },
      { handle: '@khaby.lame', displayName: 'Khabane Lame' },
    ]);
    const id = byHandle!.creator!.id;
    expect([byHandle!.outcome, again!.outcome, again!.creator!.id]).toEqual(['CREATED', 'UPDATED', id]);
    expect(await read(id)).toMatchObject({
      displayName: 'Khabane Lame',
      handle: 'Khaby.Lame',
      accounts: [{ platformAccountId: '@khaby.lame' }],
    });
    // The graph itself shows the stand-in: sent back, it means the handle.
    expect((await creators.importCreators([{ platformAccountId: '@khaby.lame' }]))[0]).toMatchObject({
      outcome: 'UNCHANGED',
      creator: { id },
    });
    expect(
      (await creators.importCreators([{ platformAccountId: '127905465618821121', handle: 'khaby.lame' }]))[0],
    ).toMatchObject({ outcome: 'UPDATED', creator: { id } });
    expect((await creators.importCreators([{ handle: 'KHABY.LAME' }]))[0]).toMatchObject({
      outcome: 'UNCHANGED',
      creator: { id },
    });
    expect((await read(id)).accounts).toMatchObject([{ platformAccountId: '127905465618821121' }]);
    // The same handle elsewhere is somebody else.
    expect((await creators.importCreators([{ platform: 'YOUTUBE', handle: 'khaby.lame' }]))[0]!.outcome).toBe(
      'CREATED',
    );
  });

  it('follow an account to its new handle', async () => {
    const [made] = await creators.importCreators([{ platformAccountId: '300', handle: 'first.name' }]);
    await creators.importCreators([
      { platformAccountId: '300', handle: 'second.name', reportedAt: '2026-02-01T00:00:00Z' },
    ]);
    expect((await read(made!.creator!.id)).handle).toBe('second.name');
    expect((await creators.importCreators([{ handle: 'second.name' }]))[0]!.creator!.id).toBe(made!.creator!.id);
    expect((await creators.importCreators([{ handle: 'first.name' }]))[0]!.outcome).toBe('CREATED');
  });

  it('take a name for a name though it is the handle, and the handle for a name while none is known', async () => {
    const items = [
      { handle: 'domelipa', displayName: 'Dominik', reportedAt: '2022-03-31T00:00:00Z' },
      { handle: 'domelipa', displayName: 'domelipa', reportedAt: '2022-06-30T00:00:00Z' },
    ];
    const [made] = await creators.importCreators(items);
    expect(await outcomes(items)).toEqual(['UNCHANGED', 'UNCHANGED']);
    expect((await read(made!.creator!.id)).displayName).toBe('domelipa');
    const [unnamed] = await creators.importCreators([{ platformAccountId: '310', handle: 'before' }]);
    await creators.importCreators([{ platformAccountId: '310', handle: 'after', reportedAt: '2026-02-01T00:00:00Z' }]);
    expect((await read(unnamed!.creator!.id)).displayName).toBe('after');
    await creators.importCreators([
      { platformAccountId: '310', displayName: 'Told', reportedAt: '2025-01-01T00:00:00Z' },
    ]);
    expect((await read(unnamed!.creator!.id)).displayName).toBe('Told');
  });
});
