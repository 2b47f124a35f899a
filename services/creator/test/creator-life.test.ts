import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymousViewer, serviceViewer } from '#platform/identity/viewer.js';
import { testViewer } from '#platform/testing/subgraph-tester.js';
import { analyst, creatorViewer, CreatorServiceUnderTest, operator } from './creator-service.js';

const register = `mutation ($input: RegisterCreatorInput!) {
  registerCreator(input: $input) {
    creator {
      id displayName handle bio country languages categories status availableActions
      accounts { platform platformAccountId handle url followers }
      rateCard { content price { amountMinor currency } }
      statistics { followers averageViews engagementRate videoCount asOf }
      audience { asOf }
      videos { totalCount }
    }
    userErrors { code field message }
  }
}`;
const move = (mutation: string, input = 'id: $id'): string =>
  `mutation ($id: ID!) { ${mutation}(input: { ${input} }) { creator { id status pausedUntil availableActions } userErrors { code field } } }`;

describe('the life of a creator', () => {
  let creators: CreatorServiceUnderTest;

  beforeAll(async () => {
    creators = await CreatorServiceUnderTest.start();
  });
  afterAll(() => creators.stop());

  const input = (handle: string, more: object = {}) => ({
    displayName: 'Bếp Nhà Mây ☁️',
    bio: 'Nấu ăn mỗi ngày',
    country: 'VN',
    languages: ['vi', 'PT-br', 'vi'],
    categories: ['Food', 'food', 'Home'],
    account: { platform: 'TIKTOK', handle },
    rateCard: [
      { content: 'SHORT_VIDEO', price: { amountMinor: 50_000_00, currency: 'USD' } },
      { content: 'PHOTO', price: { amountMinor: 0, currency: 'VND' } },
    ],
    ...more,
  });
  const registered = async (viewer: typeof operator, values: object) =>
    (await creators.data(viewer, register, { input: values })).registerCreator;
  const outcome = async (viewer: typeof operator, mutation: string, id: string, fields?: string) => {
    const { data, errors } = await creators.graph.run(viewer, move(mutation, fields), { id });
    return errors?.[0]?.extensions?.code ?? data[mutation].userErrors[0]?.code ?? data[mutation].creator.status;
  };

  it('begins with a registration by anyone', async () => {
    const { creator, userErrors } = await registered(anonymousViewer, input('@Bep.May'));
    expect(userErrors).toEqual([]);
    expect(creator).toEqual({
      id: expect.any(String),
      displayName: 'Bếp Nhà Mây ☁️',
      handle: 'Bep.May',
      bio: 'Nấu ăn mỗi ngày',
      country: 'VN',
      languages: ['vi', 'pt-BR'],
      categories: ['food', 'home'],
      status: 'ACTIVE',
      availableActions: [],
      accounts: [{ platform: 'TIKTOK', platformAccountId: '@bep.may', handle: 'Bep.May', url: null, followers: null }],
      rateCard: [
        { content: 'SHORT_VIDEO', price: { amountMinor: 5_000_000, currency: 'USD' } },
        { content: 'PHOTO', price: { amountMinor: 0, currency: 'VND' } },
      ],
      statistics: { followers: null, averageViews: null, engagementRate: null, videoCount: 0, asOf: null },
      audience: null,
      videos: { totalCount: 0 },
    });
    const [event] = await creators.sql(`SELECT type, payload FROM outbox WHERE aggregate_id = $1`, [creator.id]);
    expect(event).toEqual({
      type: 'creator.changed',
      payload: {
        creatorId: creator.id,
        displayName: 'Bếp Nhà Mây ☁️',
        handle: 'Bep.May',
        country: 'VN',
        categories: ['food', 'home'],
        status: 'ACTIVE',
      },
    });
  });

  it('takes an account once, also at the same moment', async () => {
    const payloads = await Promise.all(
      ['racer', '@RACER', 'Racer', 'racer'].map((handle) => registered(anonymousViewer, input(handle))),
    );
    expect(payloads.filter((payload) => payload.creator)).toHaveLength(1);
    expect(
      payloads.flatMap((payload) =>
        payload.userErrors.map((error: { code: string; field: string[] }) => [error.code, error.field]),
      ),
    ).toEqual(Array(3).fill(['TAKEN', ['account']]));
  });

  it('lets an operator alone register an account that an import made known', async () => {
    const [imported] = await creators.importCreators([
      {
        platformAccountId: '42',
        handle: 'imported.one',
        followers: 777,
        categories: ['music'],
        displayName: 'From the platform',
      },
    ]);
    const byId = { account: { platform: 'TIKTOK', platformAccountId: '42' } };
    for (const [viewer, values] of [
      [anonymousViewer, byId],
      [anonymousViewer, {}],
      [creatorViewer(imported!.creator!.id), byId],
      [testViewer('BRAND', {}, ['operator']), byId],
    ] as const)
      expect((await registered(viewer, input('imported.one', values))).userErrors[0].code).toBe('TAKEN');

    const { creator, userErrors } = await registered(operator, input('imported.one', byId));
    expect(userErrors).toEqual([]);
    expect(creator).toMatchObject({
      id: imported!.creator!.id,
      displayName: 'Bếp Nhà Mây ☁️',
      status: 'ACTIVE',
      categories: ['food', 'home'],
      handle: 'imported.one',
      statistics: { followers: 777 },
    });
    expect((await registered(operator, input('imported.one', byId))).userErrors[0].code).toBe('TAKEN');
    // What the creator says of themselves is newer than what a platform reported before.
    await creators.importCreators([
      { platformAccountId: '42', displayName: 'From the platform', followers: 778, reportedAt: '2026-01-02T00:00:00Z' },
    ]);
    expect(
      (
        await creators.data(analyst, `query ($id: ID!) { creator(id: $id) { displayName statistics { followers } } }`, {
          id: creator.id,
        })
      ).creator,
    ).toEqual({
      displayName: 'Bếp Nhà Mây ☁️',
      statistics: { followers: 778 },
    });
  });

  it('names everything that is wrong with a registration', async () => {
    const { creator, userErrors } = await registered(anonymousViewer, {
      displayName: ' ',
      bio: 'x'.repeat(2_001),
      country: 'QQ',
      // The last one is well-formed, and longer than any language has use for.
      languages: ['vi', 'not a tag', `en-x-${'abcdefgh-'.repeat(100)}z`],
      categories: [' '],
      account: { platform: 'TIKTOK', handle: '@', url: 'ftp://example.com' },
      rateCard: [
        { content: 'PHOTO', price: { amountMinor: -1, currency: 'USD' } },
        { content: 'PHOTO', price: { amountMinor: 1, currency: 'QQQ' } },
      ],
    });
    expect(creator).toBeNull();
    expect(userErrors.map((error: { code: string; field: string[] }) => [error.field.join('.'), error.code])).toEqual([
      ['displayName', 'REQUIRED'],
      ['bio', 'INVALID'],
      ['country', 'INVALID'],
      ['languages.1', 'INVALID'],
      ['languages.2', 'INVALID'],
      ['categories', 'REQUIRED'],
      ['account.url', 'INVALID'],
      ['account', 'REQUIRED'],
      ['rateCard', 'INVALID'],
      ['rateCard.0.price.amountMinor', 'INVALID'],
      ['rateCard.1.price.currency', 'INVALID'],
    ]);
    for (const [field, values] of [
      ['displayName', { displayName: 'a\0' }],
      ['bio', { bio: '\ud800' }],
      ['account.handle', { account: { platform: 'TIKTOK', handle: 'a\0' } }],
      ['account.platformAccountId', { account: { platform: 'TIKTOK', platformAccountId: '\udc00' } }],
      ['categories.0', { categories: ['a\0'] }],
    ] as const)
      expect((await registered(anonymousViewer, input('x', values))).userErrors[0].field.join('.')).toBe(field);
  });

  it('has a holiday, by the creator or an operator', async () => {
    const { creator } = await registered(anonymousViewer, input('holiday'));
    const { creator: stranger } = await registered(anonymousViewer, input('stranger'));
    const self = creatorViewer(creator.id);
    expect(await outcome(anonymousViewer, 'pauseCreator', creator.id)).toBe('UNAUTHENTICATED');
    for (const viewer of [
      analyst,
      testViewer('BRAND', { brandId: creator.id, creatorId: creator.id }),
      serviceViewer('campaign'),
    ])
      expect(await outcome(viewer, 'pauseCreator', creator.id)).toBe('FORBIDDEN');
    expect(await outcome(creatorViewer(stranger.id), 'pauseCreator', creator.id)).toBe('NOT_FOUND');
    expect(await outcome(self, 'pauseCreator', 'x')).toBe('NOT_FOUND');
    expect(await outcome(self, 'resumeCreator', creator.id)).toBe('WRONG_STATE');
    expect(await outcome(self, 'pauseCreator', creator.id, 'id: $id, until: "2020-01-01T00:00:00Z"')).toBe('INVALID');

    const paused = await creators.data(self, move('pauseCreator', 'id: $id, until: "2999-01-01T00:00:00+07:00"'), {
      id: creator.id,
    });
    expect(paused.pauseCreator.creator).toEqual({
      id: creator.id,
      status: 'PAUSED',
      pausedUntil: '2998-12-31T17:00:00.000Z',
      availableActions: ['RESUME'],
    });
    expect(await outcome(self, 'pauseCreator', creator.id)).toBe('WRONG_STATE');
    const back = await creators.data(operator, move('resumeCreator'), { id: creator.id });
    expect(back.resumeCreator.creator).toEqual({
      id: creator.id,
      status: 'ACTIVE',
      pausedUntil: null,
      availableActions: ['PAUSE', 'SUSPEND'],
    });
  });

  it('is suspended and brought back by operators alone', async () => {
    const { creator } = await registered(anonymousViewer, input('suspect'));
    const self = creatorViewer(creator.id);
    for (const mutation of ['suspendCreator', 'reinstateCreator']) {
      expect(await outcome(anonymousViewer, mutation, creator.id)).toBe('UNAUTHENTICATED');
      expect(await outcome(self, mutation, creator.id)).toBe('FORBIDDEN');
      expect(await outcome(testViewer('BRAND', {}, ['operator']), mutation, creator.id)).toBe('FORBIDDEN');
      expect(await outcome(operator, mutation, '01890000-0000-7000-8000-000000000000')).toBe('NOT_FOUND');
    }
    expect(await outcome(operator, 'reinstateCreator', creator.id)).toBe('WRONG_STATE');
    await outcome(self, 'pauseCreator', creator.id);
    expect(await outcome(operator, 'suspendCreator', creator.id)).toBe('SUSPENDED');
    expect(await outcome(self, 'resumeCreator', creator.id)).toBe('WRONG_STATE');
    expect(await outcome(testViewer('CLIENT', {}, ['operator']), 'reinstateCreator', creator.id)).toBe('ACTIVE');
    const statuses = await creators.sql(
      `SELECT payload->>'status' AS status FROM outbox WHERE aggregate_id = $1 ORDER BY id`,
      [creator.id],
    );
    expect(statuses.map((row) => row.status)).toEqual(['ACTIVE', 'PAUSED', 'SUSPENDED', 'ACTIVE']);
  });

  it('loses no move when two are made at once', async () => {
    const { creator } = await registered(anonymousViewer, input('busy'));
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => outcome(operator, 'pauseCreator', creator.id)));
    expect(outcomes.sort()).toEqual(['PAUSED', ...Array(5).fill('WRONG_STATE')]);
  });
});
