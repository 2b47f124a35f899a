import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDemoData } from '#demo/demo-data.js';
import { demoId } from '#demo/demo-id.js';
import { SMALL_SCALE } from '#demo/demo-scale.js';
import { seedCreators } from '../src/seed/seed-creators.js';
import { analyst, CreatorServiceUnderTest } from './creator-service.js';

const creatorById = `query ($id: ID!) {
  creator(id: $id) {
    displayName handle status categories accounts { platformAccountId handle followers }
    statistics { followers averageViews videoCount } audience { countries { key share } } rateCard { content price { amountMinor currency } }
    videos(first: 1) { totalCount nodes { id platformVideoId caption hashtags } }
  }
}`;

describe('demo creators', () => {
  const demo = createDemoData({ now: new Date('2026-03-01T00:00:00Z'), scale: SMALL_SCALE });
  let creators: CreatorServiceUnderTest;

  beforeAll(async () => {
    creators = await CreatorServiceUnderTest.start();
  });
  afterAll(() => creators.stop());

  it('are stored once, with their videos and events', async () => {
    const phases = new Set<string>();
    const { dataSource } = creators.service;
    expect(await seedCreators(dataSource, demo, (phase) => phases.add(phase))).toBe(true);
    const again: string[] = [];
    expect(await seedCreators(dataSource, demo, (phase) => again.push(phase))).toBe(false);
    expect(again).toEqual([]);
    expect([...phases]).toEqual(['creators', 'videos']);
    expect(await creators.sql(`SELECT type, count(*)::int AS count FROM outbox GROUP BY type ORDER BY type`)).toEqual([
      { type: 'creator.changed', count: 60 },
      { type: 'video.changed', count: 400 },
    ]);
    expect(await creators.sql(`SELECT sum(video_count)::int AS videos FROM creators`)).toEqual([{ videos: 400 }]);
  });

  it('read as they were generated', async () => {
    const records = new Map([...demo.creators()].map((record) => [record.id, record]));
    for (let n = 0; n < 5; n += 1) {
      const record = records.get(demoId('creator', n))!;
      const videos = [...demo.videos()].filter((video) => video.creatorId === record.id);
      const newest = videos.sort((a, b) => b.postedAt.getTime() - a.postedAt.getTime())[0]!;
      const followers = record.accounts.flatMap((account) => account.followers ?? []);
      expect((await creators.data(analyst, creatorById, { id: record.id })).creator).toEqual({
        displayName: record.displayName,
        handle: record.handle,
        status: record.status,
        categories: record.categories,
        accounts: record.accounts.map(({ platformAccountId, handle, followers: own }) => ({
          platformAccountId,
          handle,
          followers: own,
        })),
        statistics: {
          followers: followers.length ? followers.reduce((sum, count) => sum + count) : null,
          averageViews: record.reported?.averageViews ?? null,
          videoCount: videos.length,
        },
        audience: record.audience && { countries: record.audience.countries },
        rateCard: expect.arrayContaining(record.rateCard),
        videos: {
          totalCount: videos.length,
          nodes: [
            {
              id: newest.id,
              platformVideoId: newest.platformVideoId,
              caption: newest.caption,
              hashtags: newest.hashtags,
            },
          ],
        },
      });
    }
  });

  it('are found by their names, in any script', async () => {
    for (const record of [...demo.creators()].filter(({ status }) => status !== 'SUSPENDED')) {
      const { nodes } = (
        await creators.data(
          analyst,
          `query ($text: String!) { creators(first: 100, filter: { text: $text }) { nodes { id } } }`,
          { text: record.displayName },
        )
      ).creators;
      expect(nodes.map((node: { id: string }) => node.id)).toContain(record.id);
    }
  });
});
