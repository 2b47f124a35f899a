import { describe, expect, it } from '@jest/globals';
import { createDemoData } from '#demo/demo-data.js';
import { RandomStream } from '#demo/random.js';
import type { CounterValues, SnapshotRecord } from '#demo/records.js';
import { COUNTERS, nextSnapshot } from '#demo/video-growth.js';

const now = new Date('2026-03-01T12:34:56.789Z');
const DAY = 86_400_000;
const data = createDemoData({ now });
const videos = [...data.videos()];

describe('demo videos', () => {
  it('are told apart by id and by a platform id of 19 digits', () => {
    expect(new Set(videos.map(({ id }) => id)).size).toBe(20_000);
    expect(new Set(videos.map(({ platformVideoId }) => platformVideoId)).size).toBe(20_000);
    expect(videos.every(({ platformVideoId }) => /^[1-9]\d{18}$/.test(platformVideoId))).toBe(true);
  });

  it('belong to every creator, to few of them in great number', () => {
    const counts = new Map<string, number>();
    for (const { creatorId } of videos) counts.set(creatorId, (counts.get(creatorId) ?? 0) + 1);
    expect(counts.size).toBe(2_000);
    expect(Math.max(...counts.values())).toBeGreaterThan(80);
    const [first] = data.creators();
    expect(counts.get(first?.id ?? '')).toBeGreaterThanOrEqual(12);
  });

  it('were posted on the creator’s primary account within 200 days', () => {
    const accounts = new Map([...data.creators()].map(({ id, accounts: [account] }) => [id, account]));
    const wrong = videos.filter(({ creatorId, platform, platformAccountId, postedAt }) => {
      const account = accounts.get(creatorId);
      const days = (now.getTime() - postedAt.getTime()) / DAY;
      return (
        account?.platform !== platform || account.platformAccountId !== platformAccountId || days <= 0 || days > 201
      );
    });
    expect(wrong).toEqual([]);
  });

  it('carry the hashtags of their captions, lower case', () => {
    const wrong = videos.filter(({ caption, hashtags }) => {
      const found = (caption ?? '').match(/(?<=#)[\p{L}\p{M}\p{N}]+/gu) ?? [];
      return found.join(' ').toLowerCase() !== hashtags.join(' ');
    });
    expect(wrong).toEqual([]);
    expect(videos.some(({ caption }) => caption === null)).toBe(true);
  });
});

describe('the history of the counters', () => {
  const histories = new Map<string, SnapshotRecord[]>();
  for (const snapshot of data.snapshots()) {
    const history = histories.get(snapshot.videoId);
    if (history) history.push(snapshot);
    else histories.set(snapshot.videoId, [snapshot]);
  }

  it('covers every video, in order, from its posting or 90 days ago to now', () => {
    expect([...histories.keys()]).toEqual(videos.map(({ id }) => id));
    // Collected, not asserted one by one: hundreds of thousands of assertions would take most of a minute.
    const wrong = videos.filter(({ id, postedAt }) => {
      const history = histories.get(id) ?? [];
      const begin = Math.max(postedAt.getTime(), now.getTime() - 90 * DAY);
      const last = history.at(-1)?.capturedAt.getTime() ?? 0;
      return (
        last < now.getTime() - DAY / 24 ||
        history.some(
          ({ capturedAt, receivedAt }, i) =>
            capturedAt.getTime() <= (history[i - 1]?.capturedAt.getTime() ?? begin) ||
            receivedAt <= capturedAt ||
            receivedAt >= now,
        )
      );
    });
    expect(wrong).toEqual([]);
  });

  it('only rises, except where it says that it falls', () => {
    const wrong = [...histories.values()].filter((history) =>
      history.some((snapshot, i) => {
        const before = history[i - 1];
        const falls = before !== undefined && COUNTERS.some((counter) => below(snapshot[counter], before[counter]));
        return falls !== snapshot.falls;
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('holds whole numbers, at most as many responses as views, and a few counters that are not known', () => {
    const unknown = new Set<string>();
    for (const [videoId, history] of histories) {
      for (const snapshot of history) {
        for (const counter of COUNTERS) {
          const value = snapshot[counter];
          if (value === null) unknown.add(videoId);
          else if (!Number.isSafeInteger(value) || value < 0 || value > (snapshot.views ?? value)) {
            throw new Error(`${counter} of ${videoId}: ${value}`);
          }
        }
      }
    }
    expect(unknown.size).toBeGreaterThan(50);
    expect(unknown.size).toBeLessThan(600);
  });

  it('is steep at first and flat later', () => {
    const month = [...histories.values()].filter((history) => history.length > 20);
    const gains = month.map((history) => {
      const views = history.map((snapshot) => snapshot.views ?? 0);
      const third = Math.floor(views.length / 3);
      return { early: views[third] ?? 0, late: (views.at(-1) ?? 0) - (views.at(-third) ?? 0) };
    });
    expect(gains.filter(({ early, late }) => early > late).length).toBeGreaterThan(gains.length * 0.95);
  });
});

describe('a step of the simulator', () => {
  const start: CounterValues = { views: 120_000, likes: 7_000, comments: 300, shares: 500, saves: null };

  it('raises the counters about as they rose before, and leaves unknown ones alone', () => {
    const random = new RandomStream('steps');
    let values = start;
    for (let i = 0; i < 720; i += 1) {
      const next = nextSnapshot(values, { ageDays: 5 }, 5, random, 0);
      for (const counter of COUNTERS) expect(below(next[counter], values[counter])).toBe(false);
      values = next;
    }
    expect(values.saves).toBeNull();
    const gained = (values.views ?? 0) - 120_000;
    expect(gained).toBeGreaterThan(500);
    expect(gained).toBeLessThan(6_000);
    expect(((values.likes ?? 0) - 7_000) / gained).toBeCloseTo(7_000 / 120_000, 1);
  });

  it('starts a video from nothing, and bounds what a long sleep brings', () => {
    const random = new RandomStream('edges');
    const nothing = { views: 0, likes: 0, comments: 0, shares: 0, saves: 0 };
    expect(nextSnapshot(nothing, { ageDays: null }, 3_600, random, 0).views).toBeGreaterThan(0);
    expect(nextSnapshot(start, { ageDays: 3 }, 0, random, 0)).toEqual(start);
    expect(nextSnapshot(start, { ageDays: 3 }, 30 * 86_400, random, 0).views).toBeLessThan(500_000);
    const silent = nextSnapshot({ ...start, views: null }, { ageDays: 3 }, 3_600, random, 0);
    expect(silent.views).toBeNull();
    expect(silent.likes).toBeGreaterThan(7_000);
  });

  it('falls now and then, never below 0', () => {
    const random = new RandomStream('falls');
    const fallen = nextSnapshot(start, { ageDays: 3 }, 5, random, 1);
    expect(fallen.views).toBeLessThan(120_000);
    expect(fallen.views).toBeGreaterThan(118_000);
    expect(fallen).toMatchObject({ comments: 300, shares: 500, saves: null });
    expect(nextSnapshot({ ...start, views: 0, likes: 0 }, { ageDays: 3 }, 5, random, 1)).toMatchObject({
      views: 0,
      likes: 0,
    });
  });
});

function below(value: number | null, before: number | null): boolean {
  return value !== null && before !== null && value < before;
}
