import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDemoData } from '#demo/demo-data.js';
import { SMALL_SCALE } from '#demo/demo-scale.js';
import { lookBackFrom, seedCatalog } from '../src/seed/seed-catalog.js';
import { seedHistory } from '../src/seed/seed-history.js';
import { AnalyticsServiceUnderTest, analyst, type SentSnapshot } from './analytics-service.js';
import {
  oracleCampaign,
  oracleCounters,
  oracleTotal,
  type OracleCapture,
  type OracleCounts,
} from './counting-oracle.js';

const now = new Date('2026-03-01T12:00:00Z');
const demo = createDemoData({ now, scale: SMALL_SCALE });
const names = oracleCounters.join(' ');

let analytics: AnalyticsServiceUnderTest;
beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start();
});
afterAll(() => analytics.stop());

describe('demo data', () => {
  it('loads beside live ingestion, is right by the plain rules, and loads once', async () => {
    const { dataSource } = analytics.service;
    const progress: string[] = [];
    const report = (phase: string, done: number, total: number): void => {
      progress.push(phase);
      expect(done).toBeLessThanOrEqual(total);
    };
    expect(await seedCatalog(dataSource, demo, report)).toBe(true);
    const links = [...demo.videoLinks()];
    const videos = [...demo.videos()];
    // Snapshots of the same videos come in while the history loads.
    const live: (SentSnapshot & { videoId: string })[] = videos.slice(0, 200).map(({ id }, n) => ({
      videoId: id,
      capturedAt: new Date(now.getTime() + n * 1000).toISOString(),
      views: 5_000_000 + n,
      likes: 400_000,
    }));
    for (const { videoId } of links.slice(0, 40))
      live.push({ videoId, capturedAt: new Date(now.getTime() + 3_600_000).toISOString(), views: 6_000_000 });
    const [stored] = await Promise.all([
      seedHistory(dataSource, demo, report),
      (async () => {
        for (let n = 0; n < live.length; n += 10) await analytics.ingest(live.slice(n, n + 10));
      })(),
    ]);
    const history = [...demo.snapshots()];
    expect(stored).toBe(history.length);
    expect(progress.lastIndexOf('links')).toBeLessThan(progress.indexOf('campaign history'));
    expect(progress.lastIndexOf('campaign history')).toBeLessThan(progress.indexOf('history'));

    const captures: OracleCapture[] = [...history, ...live].map((record) => ({
      videoId: record.videoId,
      at: new Date(record.capturedAt).getTime(),
      counts: Object.fromEntries(oracleCounters.map((counter) => [counter, record[counter] ?? null])) as OracleCounts,
    }));
    const campaignIds = [...new Set(links.map((link) => link.campaignId))];
    const campaigns = await analytics.entities<{ metrics: Record<string, unknown> & { asOf: string } }>(
      analyst,
      'Campaign',
      campaignIds,
      `metrics { totals { ${names} } baseline { ${names} } lifetime { ${names} } videoCount measuredVideoCount asOf }`,
    );
    const plainLinks = links.map((link) => ({ ...link, linkedAt: link.linkedAt.getTime() }));
    const plainVideos = videos.map((video) => ({ id: video.id, postedAt: video.postedAt.getTime() }));
    campaigns.forEach(({ metrics }, n) =>
      expect({ ...metrics, asOf: Date.parse(metrics.asOf) }).toEqual(
        oracleCampaign(captures, plainVideos, plainLinks, campaignIds[n]!),
      ),
    );
    const sample = videos.filter((_video, n) => n % 10 === 0).map((video) => video.id);
    const measured = await analytics.entities<{ metrics: { totals: OracleCounts } }>(
      analyst,
      'Video',
      sample,
      `metrics { totals { ${names} } }`,
    );
    measured.forEach(({ metrics }, n) => expect(metrics.totals).toEqual(oracleTotal(captures, sample[n]!)));

    expect(await seedCatalog(dataSource, demo, report)).toBe(false);
    expect(await seedHistory(dataSource, demo, report)).toBe(0);
    // As if it had been interrupted before the end was noted.
    await dataSource.query(`DELETE FROM seeds WHERE name = 'history'`);
    expect(await seedHistory(dataSource, demo, report)).toBe(0);
  });

  it('keeps the moment that it looks back from', async () => {
    const { dataSource } = analytics.service;
    expect(await lookBackFrom(dataSource, now)).toEqual(now);
    expect(await lookBackFrom(dataSource, new Date())).toEqual(now);
  });
});
