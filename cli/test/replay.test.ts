import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { demoId } from '#demo/demo-id.js';
import { RandomStream } from '#demo/random.js';
import type { GraphClient } from '../src/graph-client.js';
import { createProgressDisplay } from '../src/import/progress-display.js';
import { RejectsFile } from '../src/import/rejects-file.js';
import { type OwnedVideo, videosOfChosen } from '../src/replay/creator-choice.js';
import { standingCaptures } from '../src/replay/expected-totals.js';
import { batchesByMoment, parseSpeed } from '../src/replay/replay-pacing.js';
import { readRecording, toCapture } from '../src/replay/replay-recording.js';
import { compareCampaign, compareVideos } from '../src/replay/replay-verification.js';
import { readSimulatedVideos } from '../src/simulator/simulated-videos.js';
import { nextOf } from '../src/simulator/simulation.js';
import { readBuiltInMappings } from '../src/sources/mapping.js';
import { formatUptime } from '../src/status/status.command.js';
import { parseDuration } from '../src/token/token.command.js';
import { type SourceFolder, createSourceFolder } from './source-folder.js';

const none = { views: null, likes: null, comments: null, shares: null, saves: null };

describe('recordings', () => {
  let folder: SourceFolder;
  beforeEach(async () => {
    folder = await createSourceFolder();
  });
  afterEach(() => folder.remove());

  it('are all snapshots of a folder in the order of their moments, of one moment in the order of files and lines', async () => {
    const header =
      '"url","nickname","user_id","item_id","item_name","genre","like_count","play_count","crawl_date","crawl_time"';
    const row = (id: string, views: number, day: string) => `"","A","1","${id}","","M",1,${views},"${day}","10:00:00"`;
    await folder.write('b.posts.csv', [header, row('1', 100, '2025-09-02'), row('1', 5, '2025-09-01')].join('\n'));
    await folder.write('a.posts.csv', [header, row('2', 7, '2025-09-02'), row('1', 99, '2025-09-02')].join('\n'));
    await folder.write('c.csv', 'hashtag_id,hashtag_name,rank,video_views,publish_count\n1,a,1,1,1\n');
    await folder.write('notes.csv', 'x,y\n1,2\n');
    await folder.write('ReadMe.txt', 'nothing');
    const screen = new PassThrough();
    const progress = createProgressDisplay(screen as unknown as NodeJS.WriteStream);
    const recording = await readRecording(folder.path, readBuiltInMappings(), {
      rejects: new RejectsFile(join(folder.path, 'r')),
      progress,
      at: null,
    });
    expect(recording.snapshots.map(({ platformVideoId, views }) => [platformVideoId, views])).toEqual([
      ['1', 5],
      ['2', 7],
      ['1', 99],
      ['1', 100],
    ]);
    // The first stored wins, and that is the one of the first file.
    expect(
      standingCaptures(recording.snapshots.map(toCapture))
        .get('TIKTOK 1')!
        .map(({ counters }) => counters.views),
    ).toEqual([5, 99]);
    const said = String(screen.read());
    expect(said).toContain('c.csv holds no snapshots: it is a list of trending hashtags');
    expect(said).toContain('Passed over: No mapping recognises');
    expect([...batchesByMoment(recording.snapshots, 2)].map((batch) => batch.length)).toEqual([1, 2, 1]);
  });
});

describe('choice of creators', () => {
  const video = (key: string, creatorId: string, handle: string | null): OwnedVideo => ({
    id: key,
    key,
    creatorId,
    handle,
    platformAccountId: `69${creatorId}00000`,
    postedAt: null,
  });
  const videos = [video('v1', 'a', 'Ann'), video('v2', 'b', null), video('v3', 'b', null), video('v4', 'c', 'Cy')];
  const standing = standingCaptures(
    ['v1', 'v2', 'v3'].flatMap((key) =>
      [1, 2].map((day) => ({ video: key, capturedAt: `2025-09-0${day}T00:00:00.000Z`, counters: { views: day } })),
    ),
  );

  it('takes those with the most videos that moved', () => {
    expect(videosOfChosen('1', videos, standing).map(({ key }) => key)).toEqual(['v2', 'v3']);
    expect(videosOfChosen('9', videos, standing).map(({ key }) => key)).toEqual(['v2', 'v3', 'v1']);
  });

  it('takes those that are named by handle, account or id', () => {
    expect(videosOfChosen('@ann, 69b00000', videos, standing).map(({ key }) => key)).toEqual(['v1', 'v2', 'v3']);
    expect(() => videosOfChosen('ann,nobody', videos, standing)).toThrow('no videos of nobody');
    expect(() => videosOfChosen('0', videos, standing)).toThrow('at least one creator');
  });
});

describe('comparison', () => {
  it('finds what differs in a campaign, and numbers of the graph that do not add up', () => {
    const expected = {
      totals: { ...none, views: 5 },
      baseline: { ...none, views: 1 },
      lifetime: { ...none, views: 6 },
      videoCount: 1,
      measuredVideoCount: 1,
    };
    const good = { ...expected, deltas: { ...none, views: 7 }, corrections: { ...none, views: -2 }, sequence: 3 };
    expect(compareCampaign(expected, good)).toEqual([]);
    expect(compareCampaign(expected, { ...good, totals: { ...none, views: 4 } }).map(({ what }) => what)).toEqual([
      'campaign totals.views',
      'campaign deltas + corrections of views',
    ]);
    expect(compareCampaign(expected, null)).toHaveLength(1);
  });

  it('does not take an unknown number for 0', () => {
    expect(
      compareVideos(new Map([['v', { ...none, views: 3 }]]), new Map([['v', { ...none, views: 3, likes: 0 }]])),
    ).toEqual([{ what: 'video v likes', expected: null, actual: 0 }]);
    expect(compareVideos(new Map([['v', { ...none, views: 3 }]]), new Map())).toHaveLength(1);
  });
});

describe('simulation', () => {
  it('invents numbers for videos of the demo data only', async () => {
    const measured = { totals: { ...none, views: 1 }, asOf: '2026-01-01T00:00:00Z' };
    const deliverables = [demoId('video', 0), '019aa0c4-5c00-7000-8000-000000000001'].map((id) => ({
      video: { id, postedAt: null, metrics: measured },
    }));
    const campaigns = {
      nodes: [{ collaborations: { nodes: [{ deliverables }] } }],
      pageInfo: { hasNextPage: false, endCursor: null },
    };
    const world = await readSimulatedVideos((async () => ({ campaigns })) as GraphClient);
    expect([...world.videos.keys()]).toEqual([demoId('video', 0)]);
  });

  it('moves a video on from what it has, and leaves unknown counters unknown', () => {
    const video = { id: 'v', postedAtMs: 0, counters: { ...none, views: 10_000, likes: 500 }, capturedAtMs: 1_000 };
    const next = nextOf(video, 3_601_000, new RandomStream('test'));
    expect(next.capturedAtMs).toBe(3_601_000);
    expect(next.counters.views).toBeGreaterThan(9_000);
    expect(next.counters.comments).toBeNull();
  });
});

describe('words of the command line', () => {
  it('reads speeds and durations', () => {
    expect(parseSpeed('86400x')).toBe(86_400);
    expect(parseSpeed('MAX')).toBe(Infinity);
    expect(() => parseSpeed('fast')).toThrow('is no speed');
    expect(() => parseSpeed('0x')).toThrow('is no speed');
    expect(parseDuration('12h')).toBe(43_200);
    expect(parseDuration('900')).toBe(900);
    expect(() => parseDuration('soon')).toThrow('is no duration');
  });

  it('shows how long a process has been up', () => {
    expect([null, 0, 59, 3_600, 11_520, 90_000].map(formatUptime)).toEqual([
      '-',
      '0 s',
      '59 s',
      '1 h 0 min',
      '3 h 12 min',
      '1 d 1 h',
    ]);
  });
});
