import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { AnalyticsServiceUnderTest, minute } from './analytics-service.js';
import { expectInvariants, expectLogAddsUp, numbersOf } from './campaign-numbers.js';

let analytics: AnalyticsServiceUnderTest;
beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start({ INGEST_CONCURRENCY: 8, INGEST_QUEUE: 500 });
});
afterAll(() => analytics.stop());

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
    const numbers = await numbersOf(analytics, campaignId);
    const latest = new Map(batches.flat().map((snapshot) => [snapshot.videoId, snapshot.views]));
    expect(numbers.totals.views).toBe([...latest.values()].reduce((sum, count) => sum + count, 0));
    expect(numbers.videoCount).toBe(40);
    expectInvariants(numbers);
    await expectLogAddsUp(analytics, campaignId, numbers);
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
