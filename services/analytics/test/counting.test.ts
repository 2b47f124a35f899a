import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { AnalyticsServiceUnderTest, analyst, minute, type SentSnapshot } from './analytics-service.js';
import {
  oracleCampaign,
  oracleCounters,
  oracleTotal,
  type OracleCapture,
  type OracleCounts,
  type OracleLink,
  type OracleVideo,
} from './counting-oracle.js';

let analytics: AnalyticsServiceUnderTest;
beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start({ INGEST_CONCURRENCY: 8, INGEST_QUEUE: 500 });
});
afterAll(() => analytics.stop());

const names = oracleCounters.join(' ');
type Numbers = Record<'totals' | 'baseline' | 'deltas' | 'corrections' | 'lifetime', OracleCounts> & {
  videoCount: number;
  measuredVideoCount: number;
  sequence: number;
  asOf: string | null;
};
const numbersOf = async (campaignId: string): Promise<Numbers> => {
  const [found] = await analytics.entities<{ metrics: Numbers }>(
    analyst,
    'Campaign',
    [campaignId],
    `metrics { totals { ${names} } baseline { ${names} } deltas { ${names} } corrections { ${names} }
       lifetime { ${names} } videoCount measuredVideoCount sequence asOf }`,
  );
  return found!.metrics;
};

/** baseline + deltas + corrections = lifetime, deltas + corrections = totals, and no rise below or fall above 0. */
function expectInvariants(numbers: Numbers): void {
  for (const counter of oracleCounters) {
    const { totals, baseline, deltas, corrections, lifetime } = numbers;
    if (lifetime[counter] === null) {
      expect([totals, baseline, deltas, corrections].map((counts) => counts[counter])).toEqual([
        null,
        null,
        null,
        null,
      ]);
      continue;
    }
    expect(baseline[counter]! + deltas[counter]! + corrections[counter]!).toBe(lifetime[counter]);
    expect(deltas[counter]! + corrections[counter]!).toBe(totals[counter]);
    expect(deltas[counter]).toBeGreaterThanOrEqual(0);
    expect(corrections[counter]).toBeLessThanOrEqual(0);
  }
}

interface LogEntry {
  sequence: string;
  deltas: (string | null)[];
  corrections: (string | null)[];
  totals_after: Record<'baseline' | 'deltas' | 'corrections' | 'lifetime', (string | null)[]>;
  videos: { videoId: string; gained: (string | null)[]; deltas: (string | null)[]; corrections: (string | null)[] }[];
}

/** The log has no gaps, its entries add up to the campaign's numbers, and each entry's videos to the entry. */
async function expectLogAddsUp(campaignId: string, numbers: Numbers): Promise<void> {
  const log = await analytics.rows<LogEntry>(`SELECT * FROM campaign_log WHERE campaign_id = $1 ORDER BY sequence`, [
    campaignId,
  ]);
  expect(log.map((entry) => Number(entry.sequence))).toEqual(Array.from({ length: log.length }, (_, n) => n + 1));
  expect(numbers.sequence).toBe(log.length);
  const add = (a: number | null, b: string | null | undefined): number | null => (b == null ? a : (a ?? 0) + Number(b));
  const gained = new Map<string, (string | null)[]>();
  const sums = { deltas: oracleCounters.map(() => null), corrections: oracleCounters.map(() => null) } as Record<
    'deltas' | 'corrections',
    (number | null)[]
  >;
  for (const entry of log) {
    for (const kind of ['deltas', 'corrections'] as const) {
      sums[kind] = sums[kind].map((sum, n) => add(sum, entry[kind][n]));
      expect(entry.totals_after[kind].map((value) => value && Number(value))).toEqual(sums[kind]);
      const ofVideos = oracleCounters.map((_, n) =>
        entry.videos.reduce<number | null>((sum, video) => add(sum, video[kind][n]), null),
      );
      expect(entry[kind].map((value) => value && Number(value))).toEqual(ofVideos);
    }
    for (const video of entry.videos) gained.set(video.videoId, video.gained);
  }
  oracleCounters.forEach((counter, n) => {
    expect(sums.deltas[n]).toBe(numbers.deltas[counter]);
    expect(sums.corrections[n]).toBe(numbers.corrections[counter]);
    const total = [...gained.values()].reduce<number | null>((sum, counts) => add(sum, counts[n]), null);
    expect(total).toBe(numbers.totals[counter]);
  });
}

describe('a campaign', () => {
  const setUp = async (postedAt: string | null, linkedAt: string): Promise<{ campaignId: string; videoId: string }> => {
    const [videoId = ''] = await analytics.videos(1, newId(), { postedAt });
    const campaignId = await analytics.campaign();
    await analytics.link(campaignId, [videoId], linkedAt);
    return { campaignId, videoId };
  };
  const views = async (campaignId: string): Promise<Record<string, number | null>> => {
    const { totals, baseline, deltas, corrections, lifetime } = await numbersOf(campaignId);
    return {
      totals: totals.views,
      baseline: baseline.views,
      deltas: deltas.views,
      corrections: corrections.views,
      lifetime: lifetime.views,
    };
  };
  const send = (videoId: string, ...snapshots: [number, number][]): Promise<unknown> =>
    analytics.ingest(snapshots.map(([at, count]) => ({ videoId, capturedAt: minute(at), views: count })));

  it('without videos has numbers that are not known, and sequence 0', async () => {
    expect(await numbersOf(await analytics.campaign())).toMatchObject({
      totals: { views: null },
      videoCount: 0,
      measuredVideoCount: 0,
      sequence: 0,
      asOf: null,
    });
  });

  it('counts from 0 for a video that was posted after it was linked', async () => {
    const { campaignId, videoId } = await setUp(minute(10), minute(0));
    await send(videoId, [20, 100]);
    expect(await views(campaignId)).toEqual({ totals: 100, baseline: 0, deltas: 100, corrections: 0, lifetime: 100 });
  });

  it('counts from the first capture for an older video that was not measured before', async () => {
    const { campaignId, videoId } = await setUp(minute(-10), minute(0));
    await send(videoId, [20, 100]);
    expect(await views(campaignId)).toEqual({ totals: 0, baseline: 100, deltas: 0, corrections: 0, lifetime: 100 });
    await send(videoId, [30, 130]);
    expect(await views(campaignId)).toEqual({ totals: 30, baseline: 100, deltas: 30, corrections: 0, lifetime: 130 });
  });

  it('moves the baseline when a capture from before the linking arrives late', async () => {
    const { campaignId, videoId } = await setUp(minute(-10), minute(0));
    await send(videoId, [20, 100]);
    await send(videoId, [-5, 40]);
    expect(await views(campaignId)).toEqual({ totals: 60, baseline: 40, deltas: 60, corrections: 0, lifetime: 100 });
    await send(videoId, [-1, 90]);
    expect(await views(campaignId)).toEqual({ totals: 10, baseline: 90, deltas: 60, corrections: -50, lifetime: 100 });
    await send(videoId, [-9, 5]);
    expect(await views(campaignId)).toEqual({ totals: 10, baseline: 90, deltas: 60, corrections: -50, lifetime: 100 });
  });

  it('shows a fall as a correction, also within one request, also below the baseline', async () => {
    const { campaignId, videoId } = await setUp(minute(10), minute(0));
    await send(videoId, [20, 100], [21, 90], [22, 120]);
    expect(await views(campaignId)).toEqual({ totals: 120, baseline: 0, deltas: 130, corrections: -10, lifetime: 120 });
    const other = await setUp(minute(-10), minute(0));
    await send(other.videoId, [-1, 100]);
    await send(other.videoId, [1, 80]);
    expect(await views(other.campaignId)).toEqual({
      totals: -20,
      baseline: 100,
      deltas: 0,
      corrections: -20,
      lifetime: 80,
    });
  });

  it('counts what a video had gained when it is linked with a moment in the past', async () => {
    const [videoId = ''] = await analytics.videos(1, newId(), { postedAt: minute(-100) });
    await send(videoId, [-1, 100], [5, 150], [6, 140]);
    const campaignId = await analytics.campaign();
    await analytics.link(campaignId, [videoId], minute(0));
    expect(await views(campaignId)).toEqual({ totals: 40, baseline: 100, deltas: 50, corrections: -10, lifetime: 140 });
    expect((await numbersOf(campaignId)).sequence).toBe(1);
  });

  it('counts nothing that was captured before the moment of linking, whenever it arrives', async () => {
    const { campaignId, videoId } = await setUp(minute(-100), minute(60));
    await send(videoId, [10, 100]);
    await send(videoId, [20, 170]);
    expect(await views(campaignId)).toEqual({ totals: 0, baseline: 170, deltas: 0, corrections: 0, lifetime: 170 });
    await send(videoId, [50, 180], [70, 200]);
    expect(await views(campaignId)).toEqual({ totals: 20, baseline: 180, deltas: 20, corrections: 0, lifetime: 200 });
  });

  it('chooses the baseline anew when the posting time becomes known after the link', async () => {
    const videoId = newId();
    const campaignId = await analytics.campaign();
    const creatorId = newId();
    await analytics.link(campaignId, [videoId], minute(0), creatorId);
    await send(videoId, [20, 100]);
    expect(await views(campaignId)).toMatchObject({ totals: 0, baseline: 100 });
    analytics.neighbours.publish('creator', 'video.changed', {
      videoId,
      creatorId,
      platform: 'TIKTOK',
      platformVideoId: videoId,
      postedAt: minute(5),
    });
    await analytics.settled('creator');
    expect(await views(campaignId)).toEqual({ totals: 100, baseline: 0, deltas: 100, corrections: 0, lifetime: 100 });
  });

  it('keeps the first link of a video, and counts a video in each of its campaigns', async () => {
    const { campaignId, videoId } = await setUp(minute(-10), minute(0));
    await analytics.link(campaignId, [videoId], minute(50));
    const second = await analytics.campaign();
    await analytics.link(second, [videoId], minute(25));
    await send(videoId, [-1, 10], [20, 100], [30, 150]);
    expect(await views(campaignId)).toMatchObject({ totals: 140, baseline: 10 });
    expect(await views(second)).toMatchObject({ totals: 50, baseline: 100 });
    expect(await numbersOf(campaignId)).toMatchObject({ videoCount: 1 });
  });

  it('survives sums that no number of JavaScript holds, without a wrong number', async () => {
    const ids = await analytics.videos(3, newId(), { postedAt: minute(10) });
    const campaignId = await analytics.campaign();
    await analytics.link(campaignId, ids, minute(0));
    const largest = Number.MAX_SAFE_INTEGER;
    await analytics.ingest(ids.map((videoId) => ({ videoId, capturedAt: minute(20), views: largest })));
    expect(await views(campaignId)).toEqual({
      totals: null,
      baseline: 0,
      deltas: null,
      corrections: 0,
      lifetime: null,
    });
    await analytics.ingest(ids.slice(1).map((videoId) => ({ videoId, capturedAt: minute(21), views: 0 })));
    expect(await views(campaignId)).toMatchObject({ totals: largest, lifetime: largest });
  });
});

/** Numbers that look random and are the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('any order and batching', () => {
  const seeds = Array.from({ length: Number(process.env.COUNTING_SEEDS ?? 12) }, (_, n) => n + 1);
  it.each(seeds)('gives the numbers of the plain rules (seed %i)', async (seed) => {
    const random = randomNumbers(seed);
    const pick = (limit: number): number => Math.floor(random() * limit);
    const at = (minutes: number): number => Date.parse(minute(minutes));

    const videos: OracleVideo[] = Array.from({ length: 6 }, () => ({
      id: newId(),
      postedAt: random() < 0.3 ? null : at(pick(60)),
    }));
    const campaignIds = [newId(), newId()];
    const links: OracleLink[] = campaignIds.flatMap((campaignId) =>
      videos.filter(() => random() < 0.7).map(({ id }) => ({ campaignId, videoId: id, linkedAt: at(pick(60)) })),
    );
    const captures: OracleCapture[] = [];
    for (const { id } of videos) {
      const times = new Set(Array.from({ length: pick(12) }, () => pick(80)));
      for (const time of times) {
        const counts = Object.fromEntries(
          oracleCounters.map((counter) => [counter, random() < 0.3 ? null : pick(1000)]),
        ) as OracleCounts;
        if (oracleCounters.some((counter) => counts[counter] !== null))
          captures.push({ videoId: id, at: at(time), counts });
      }
    }

    type Step = { captures: OracleCapture[] } | { link: OracleLink } | { video: OracleVideo };
    const shuffled = <Item>(items: readonly Item[]): Item[] =>
      items
        .map((item) => ({ item, key: random() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
    const steps: Step[] = [];
    const rest = shuffled(captures);
    while (rest.length) steps.push({ captures: rest.splice(0, 1 + pick(8)) });
    // A part of what was sent comes again.
    if (captures.length) steps.push({ captures: shuffled(captures).slice(0, 5) });
    const creatorId = newId();
    const publish = (video: OracleVideo): void =>
      analytics.neighbours.publish('creator', 'video.changed', {
        videoId: video.id,
        creatorId,
        platform: 'TIKTOK',
        platformVideoId: video.id,
        postedAt: video.postedAt === null ? null : new Date(video.postedAt).toISOString(),
      });
    for (const link of links) steps.push({ link });
    for (const video of videos) steps.push({ video });
    // Videos must be known before their snapshots: at first without the time of posting, which comes any time later.
    for (const video of videos) publish({ ...video, postedAt: null });
    for (const campaignId of campaignIds)
      analytics.neighbours.publish('campaign', 'campaign.changed', {
        campaignId,
        brandId: newId(),
        name: 'x',
        objective: 'SALES',
        visibility: 'OPEN',
        status: 'ACTIVE',
        startsAt: null,
        endsAt: null,
      });
    await analytics.settled('creator');

    const run = async (step: Step): Promise<void> => {
      if ('captures' in step) {
        const outcomes = await analytics.outcomes(
          step.captures.map((capture): SentSnapshot => ({
            videoId: capture.videoId,
            capturedAt: new Date(capture.at).toISOString(),
            ...capture.counts,
          })),
        );
        for (const outcome of outcomes) expect(['ACCEPTED', 'DUPLICATE']).toContain(outcome);
      } else if ('link' in step) {
        const { campaignId, videoId, linkedAt } = step.link;
        analytics.neighbours.publish('campaign', 'video.linked', {
          deliverableId: newId(),
          collaborationId: newId(),
          campaignId,
          creatorId,
          videoId,
          linkedAt: new Date(linkedAt).toISOString(),
        });
      } else publish(step.video);
    };
    // Half of the seeds run everything at once: ingestion and both feeds race.
    if (seed % 2) await Promise.all(shuffled(steps).map(run));
    else
      for (const step of shuffled(steps)) {
        await run(step);
        if (random() < 0.3) await Promise.all([analytics.settled('creator'), analytics.settled('campaign')]);
      }
    await Promise.all([analytics.settled('creator'), analytics.settled('campaign')]);

    for (const { id } of videos) {
      const [found] = await analytics.entities<{ metrics: { totals: OracleCounts } | null }>(
        analyst,
        'Video',
        [id],
        `metrics { totals { ${names} } }`,
      );
      const expected = oracleTotal(captures, id);
      if (captures.some((capture) => capture.videoId === id)) expect(found?.metrics?.totals).toEqual(expected);
      else expect(found?.metrics).toBeNull();
    }
    for (const campaignId of campaignIds) {
      const numbers = await numbersOf(campaignId);
      const expected = oracleCampaign(captures, videos, links, campaignId);
      expect({
        totals: numbers.totals,
        baseline: numbers.baseline,
        lifetime: numbers.lifetime,
        videoCount: numbers.videoCount,
        measuredVideoCount: numbers.measuredVideoCount,
        asOf: numbers.asOf && Date.parse(numbers.asOf),
      }).toEqual(expected);
      expectInvariants(numbers);
      await expectLogAddsUp(campaignId, numbers);
    }
  });
});

describe('many at once', () => {
  it('counts every snapshot of a campaign once, whoever sends it', async () => {
    const creatorId = newId();
    const ids = await analytics.videos(40, creatorId, { postedAt: minute(1) });
    const campaignId = await analytics.campaign();
    await analytics.link(campaignId, ids.slice(0, 20), minute(0), creatorId);
    const batches = Array.from({ length: 60 }, (_, n) =>
      ids
        .filter((_id, m) => (m + n) % 3 === 0)
        .map((videoId) => ({ videoId, capturedAt: minute(10 + n), views: 10 * (n + 1), likes: n })),
    );
    const linking = analytics.link(campaignId, ids.slice(20), minute(0), creatorId);
    // Every batch is sent twice, at the same time.
    const outcomes = await Promise.all([...batches, ...batches].map((batch) => analytics.outcomes(batch)));
    await linking;
    const accepted = outcomes.flat().filter((outcome) => outcome === 'ACCEPTED').length;
    expect(accepted).toBe(batches.flat().length);
    const numbers = await numbersOf(campaignId);
    const latest = new Map(batches.flat().map((snapshot) => [snapshot.videoId, snapshot.views]));
    expect(numbers.totals.views).toBe([...latest.values()].reduce((sum, count) => sum + count, 0));
    expect(numbers.videoCount).toBe(40);
    expectInvariants(numbers);
    await expectLogAddsUp(campaignId, numbers);
  });
});

describe('overload', () => {
  it('sends away what it cannot take, and keeps what it acknowledged', async () => {
    const small = await AnalyticsServiceUnderTest.start({ INGEST_CONCURRENCY: 1, INGEST_QUEUE: 2 });
    try {
      const [videoId = ''] = await small.videos(1);
      const answers = await Promise.allSettled(
        Array.from({ length: 40 }, (_, n) =>
          small.outcomes(
            Array.from({ length: 50 }, (_item, m) => ({ videoId, capturedAt: minute(n * 50 + m), views: n })),
          ),
        ),
      );
      const taken = answers.filter((answer) => answer.status === 'fulfilled');
      const refused = answers.filter((answer) => answer.status === 'rejected');
      expect(taken.length).toBeGreaterThan(0);
      expect(refused.length).toBeGreaterThan(0);
      for (const answer of refused) expect(String(answer.reason)).toContain('RATE_LIMITED');
      const [row] = await small.rows<{ n: number }>(`SELECT count(*)::int AS n FROM snapshots`);
      expect(row?.n).toBe(taken.length * 50);
    } finally {
      await small.stop();
    }
  });
});
