import { describe, expect, it } from '@jest/globals';
import { CreatorCollector } from '../src/import/creator-collector.js';
import { VideoCollector } from '../src/import/video-collector.js';

const origin = { file: 'a.csv', line: 2 };
const EARLY = '2025-09-24T18:11:30.000Z';
const LATE = '2025-09-25T12:11:03.000Z';

describe('folding of creators', () => {
  it('sends an account once, with the newest texts and numbers and all categories', () => {
    const collector = new CreatorCollector();
    const account = { platform: 'TIKTOK', platformAccountId: '7' };
    expect(
      collector.add(
        { ...account, handle: 'new', displayName: 'New', categories: ['b'], followers: 12, reportedAt: LATE },
        origin,
      ),
    ).toBe('new');
    expect(
      collector.add(
        { ...account, handle: 'old', displayName: 'Old', categories: ['a', 'b'], followers: 10, reportedAt: EARLY },
        origin,
      ),
    ).toBe('merged');
    expect([...collector.items()].map(({ item }) => item)).toEqual([
      {
        platform: 'TIKTOK',
        platformAccountId: '7',
        handle: 'new',
        displayName: 'New',
        categories: ['a', 'b'],
        followers: 12,
        reportedAt: LATE,
      },
    ]);
  });

  it('keeps the first of two numbers for the same moment and tells of the other', () => {
    const collector = new CreatorCollector();
    const report = { platform: 'TIKTOK', handle: 'x', reportedAt: EARLY };
    collector.add({ ...report, followers: 10 }, origin);
    expect(collector.add({ ...report, followers: 10 }, origin)).toBe('merged');
    expect(collector.add({ ...report, followers: 11, averageViews: 5 }, origin)).toBe('contradicts');
    expect([...collector.items()].map(({ item }) => item)).toEqual([
      { platform: 'TIKTOK', handle: 'x', followers: 10, averageViews: 5, reportedAt: EARLY },
    ]);
  });

  it('never moves a number to another moment', () => {
    const collector = new CreatorCollector();
    const account = { platform: 'TIKTOK', platformAccountId: '7' };
    collector.add({ ...account, followers: 10, averageViews: 3, reportedAt: EARLY }, origin);
    collector.add({ ...account, followers: 12, displayName: 'X', reportedAt: LATE }, origin);
    expect([...collector.items()].map(({ item }) => item)).toEqual([
      { ...account, averageViews: 3, reportedAt: EARLY },
      { ...account, followers: 12, displayName: 'X', reportedAt: LATE },
    ]);
  });

  it('does not date numbers later than they are because a later list has none', () => {
    const collector = new CreatorCollector();
    const account = { platform: 'TIKTOK', platformAccountId: '7' };
    collector.add({ ...account, followers: 10, reportedAt: EARLY }, origin);
    collector.add({ ...account, displayName: 'X', reportedAt: LATE }, origin);
    expect([...collector.items()].map(({ item }) => item)).toEqual([
      { ...account, followers: 10, displayName: 'X', reportedAt: EARLY },
    ]);
  });

  it('puts an account known by its handle with the one of that handle that has an id', () => {
    const collector = new CreatorCollector();
    collector.add(
      { platform: 'TIKTOK', handle: 'Lan', followers: 5, averageViews: 3, displayName: 'Old', reportedAt: EARLY },
      origin,
    );
    collector.add({ platform: 'INSTAGRAM', handle: 'lan', followers: 1, reportedAt: EARLY }, origin);
    collector.add(
      {
        platform: 'TIKTOK',
        platformAccountId: '7',
        handle: 'lan',
        followers: 10,
        displayName: 'Lan',
        reportedAt: LATE,
      },
      origin,
    );
    const items = [...collector.items()];
    expect(items.map(({ item }) => item)).toEqual([
      { platform: 'INSTAGRAM', handle: 'lan', followers: 1, reportedAt: EARLY },
      { platform: 'TIKTOK', platformAccountId: '7', handle: 'lan', averageViews: 3, reportedAt: EARLY },
      {
        platform: 'TIKTOK',
        platformAccountId: '7',
        handle: 'lan',
        displayName: 'Lan',
        followers: 10,
        reportedAt: LATE,
      },
    ]);
    expect(new Set(items.slice(1).map(({ key }) => key)).size).toBe(1);
  });
});

describe('folding of videos', () => {
  it('sends a video once: the newest value of each field, of the same moment the first', () => {
    const collector = new VideoCollector();
    const video = { platform: 'TIKTOK', platformVideoId: '1', platformAccountId: '7' };
    collector.add({ ...video, caption: 'later', observedAt: LATE }, origin);
    collector.add(
      { ...video, caption: 'same moment', url: 'https://example.org/1', observedAt: LATE },
      { file: 'b.csv', line: 3 },
    );
    collector.add({ ...video, caption: 'earlier', handle: 'lan', observedAt: EARLY }, origin);
    expect([...collector.items()]).toEqual([
      { item: { ...video, caption: 'later', url: 'https://example.org/1', handle: 'lan' }, origin, key: 'TIKTOK 7' },
    ]);
  });
});
