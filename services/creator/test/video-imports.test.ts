import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { analyst, CreatorServiceUnderTest } from './creator-service.js';

const videoById = `query ($id: ID!) {
  video(id: $id) { platformVideoId caption hashtags url durationSeconds postedAt creator { id displayName handle } }
}`;

describe('imported videos', () => {
  let creators: CreatorServiceUnderTest;

  beforeAll(async () => {
    creators = await CreatorServiceUnderTest.start();
  });
  afterAll(() => creators.stop());

  const readVideo = async (id: string) => (await creators.data(analyst, videoById, { id })).video;
  const videoCount = async (id: string) =>
    (await creators.data(analyst, `query ($id: ID!) { creator(id: $id) { statistics { videoCount } } }`, { id }))
      .creator.statistics.videoCount;
  const events = (type: string) =>
    creators.sql(`SELECT aggregate_id, payload FROM outbox WHERE type = $1 ORDER BY id`, [type]);

  it('store videos, and add accounts that were not seen before', async () => {
    const item = {
      platformAccountId: '900',
      handle: 'new.maker',
      displayName: 'Người mới',
      platformVideoId: '7551031485155904791',
      caption: 'Trà đá 🍹 #TràĐá #日本 #مرحبا end#x',
      url: 'https://tiktok.com/@username/video/7551031485155904791',
      durationSeconds: 31,
      postedAt: '2025-09-24T18:11:30Z',
    };
    const [made] = await creators.importVideos([item]);
    const video = await readVideo(made!.video!.id);
    expect(made!.outcome).toBe('CREATED');
    expect(video).toEqual({
      platformVideoId: item.platformVideoId,
      caption: item.caption,
      hashtags: ['tràđá', '日本', 'مرحبا', 'x'],
      url: item.url,
      durationSeconds: 31,
      postedAt: '2025-09-24T18:11:30.000Z',
      creator: { id: made!.video!.creator.id, displayName: 'Người mới', handle: 'new.maker' },
    });
    const told = await events('video.changed');
    expect(told.at(-1)!.payload).toEqual({
      videoId: made!.video!.id,
      creatorId: video.creator.id,
      platform: 'TIKTOK',
      platformVideoId: item.platformVideoId,
      postedAt: '2025-09-24T18:11:30.000Z',
    });
    expect((await creators.importVideos([item]))[0]).toMatchObject({
      outcome: 'UNCHANGED',
      video: { id: made!.video!.id },
    });
    expect(
      (await creators.importVideos([{ ...item, caption: undefined, postedAt: undefined, durationSeconds: 32 }]))[0]!
        .outcome,
    ).toBe('UPDATED');
    expect(await readVideo(made!.video!.id)).toMatchObject({
      caption: item.caption,
      postedAt: '2025-09-24T18:11:30.000Z',
      durationSeconds: 32,
    });
    // Others keep neither caption nor length.
    expect(await events('video.changed')).toHaveLength(told.length);
    expect(await videoCount(video.creator.id)).toBe(1);
  });

  it('do not take turns at changing a video when two sources differ on it', async () => {
    const posts = {
      handle: 'turns',
      platformVideoId: '556',
      caption: 'Long caption #a',
      url: 'https://tiktok.com/@username/video/556',
    };
    const listed = {
      handle: 'turns',
      platformVideoId: '556',
      caption: 'Long cap',
      url: 'https://www.tiktok.com/@turns/video/556',
    };
    const first = await creators.importVideos([posts, listed, posts, listed]);
    expect(first.map((result) => result.outcome)).toEqual(['CREATED', 'UPDATED', 'UNCHANGED', 'UNCHANGED']);
    const state = await readVideo(first[0]!.video!.id);
    const again = await creators.importVideos([posts, listed]);
    expect(again.map((result) => result.outcome)).toEqual(['UNCHANGED', 'UNCHANGED']);
    expect(await readVideo(first[0]!.video!.id)).toEqual(state);
    expect(state).toMatchObject({ caption: 'Long cap', hashtags: [], url: listed.url });
  });

  it('leave a video with its creator', async () => {
    const [made] = await creators.importVideos([{ handle: 'owner.one', platformVideoId: '555' }]);
    const [again] = await creators.importVideos([{ handle: 'owner.two', platformVideoId: '555', caption: 'Moved?' }]);
    expect(again).toMatchObject({
      outcome: 'UPDATED',
      video: { id: made!.video!.id, creator: { id: made!.video!.creator.id } },
    });
    expect(await creators.sql(`SELECT 1 FROM platform_accounts WHERE handle_key = 'owner.two'`)).toEqual([]);
  });

  it('reject bad videos one by one, and take the two for one video in order', async () => {
    const results = await creators.importVideos([
      { handle: 'pair', platformVideoId: '777', caption: 'first' },
      { handle: 'pair', platformVideoId: '' },
      { handle: 'pair', platformVideoId: 'a\0' },
      { platformVideoId: '778' },
      { handle: 'pair', platformVideoId: '778', durationSeconds: -1 },
      { handle: 'pair', platformVideoId: '778', caption: '\ud800' },
      { handle: 'pair', platformVideoId: '778', postedAt: '2999-01-01T00:00:00Z' },
      { handle: 'pair', platformVideoId: '777', caption: 'second', hashtags: ['#Own', 'own', 'Tag'] },
    ]);
    expect(results.map((result) => [result.outcome, result.field])).toEqual([
      ['CREATED', null],
      ['REJECTED', 'platformVideoId'],
      ['REJECTED', 'platformVideoId'],
      ['REJECTED', null],
      ['REJECTED', 'durationSeconds'],
      ['REJECTED', 'caption'],
      ['REJECTED', 'postedAt'],
      ['UPDATED', null],
    ]);
    expect(await readVideo(results[0]!.video!.id)).toMatchObject({ caption: 'second', hashtags: ['own', 'tag'] });
  });
});
