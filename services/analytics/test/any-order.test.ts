import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { AnalyticsServiceUnderTest, analyst, minute, type SentSnapshot } from './analytics-service.js';
import { counterFields, expectInvariants, expectLogAddsUp, numbersOf } from './campaign-numbers.js';
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
        `metrics { totals { ${counterFields} } }`,
      );
      const expected = oracleTotal(captures, id);
      if (captures.some((capture) => capture.videoId === id)) expect(found?.metrics?.totals).toEqual(expected);
      else expect(found?.metrics).toBeNull();
    }
    for (const campaignId of campaignIds) {
      const numbers = await numbersOf(analytics, campaignId);
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
      await expectLogAddsUp(analytics, campaignId, numbers);
    }
  });
});
