import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { until } from '#platform/testing/until.js';
import { trimLogs } from '../src/campaigns/log-keeping.js';
import { AnalyticsServiceUnderTest, analyst, minute } from './analytics-service.js';
import { GatewaySocket, type MetricsSubscriber, type ReceivedEvent } from './metrics-subscriber.js';

let analytics: AnalyticsServiceUnderTest;
let socket: GatewaySocket;
let campaignId: string;
let creatorId: string;
let videos: string[];
let clock = 0;
const open: MetricsSubscriber[] = [];

beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start({ INGEST_QUEUE: 500 });
});
beforeEach(async () => {
  socket = new GatewaySocket(analytics.service.url);
  creatorId = newId();
  campaignId = await analytics.campaign();
  videos = await analytics.videos(2, creatorId, { postedAt: minute(0) });
  await analytics.link(campaignId, videos, minute(0), creatorId);
  clock = 1;
});
afterEach(async () => {
  for (const subscriber of open.splice(0)) subscriber.close();
  await socket.close();
});
afterAll(() => analytics.stop());

const subscribe = (options: { after?: number; minIntervalMs?: number } = {}): MetricsSubscriber => {
  const subscriber = socket.subscribe(analyst, campaignId, options);
  open.push(subscriber);
  return subscriber;
};
/** One more snapshot of the first video: 10 views more than the last one. */
const move = async (): Promise<void> => {
  clock += 1;
  await analytics.ingest([{ videoId: videos[0], capturedAt: minute(clock), views: clock * 10 }]);
};
const sequence = async (): Promise<number> => {
  const [row] = await analytics.rows<{ sequence: string }>(
    `SELECT sequence FROM campaign_totals WHERE campaign_id = $1`,
    [campaignId],
  );
  return Number(row?.sequence);
};
const sum = (events: readonly ReceivedEvent[]): number =>
  events.reduce((total, event) => total + (event.deltas.views ?? 0) + (event.corrections.views ?? 0), 0);
/** What a client knows that starts from the first event and adds up changes. */
const replayed = (events: readonly ReceivedEvent[]): number =>
  (events[0]?.metrics.totals.views ?? 0) + sum(events.slice(1));

describe('a subscription', () => {
  it('gets a picture first, then every change with its sequence', async () => {
    await move();
    const subscriber = subscribe();
    const [picture] = await subscriber.received(1);
    const start = await sequence();
    expect(picture).toMatchObject({
      kind: 'PICTURE',
      reset: false,
      sequence: start,
      asOf: minute(clock),
      metrics: { totals: { views: 20, likes: null }, videoCount: 2, sequence: start },
      deltas: { views: null },
      corrections: { views: null },
      campaign: { id: campaignId },
    });
    expect(picture?.videos.map(({ video, totals }) => [video.id, totals.views])).toEqual(
      expect.arrayContaining([
        [videos[0], 20],
        [videos[1], null],
      ]),
    );
    await move();
    await analytics.ingest([{ videoId: videos[1], capturedAt: minute(clock), views: 5, likes: 1 }]);
    const events = await subscriber.received(3);
    expect(events.slice(1)).toMatchObject([
      {
        kind: 'CHANGE',
        sequence: start + 1,
        reset: false,
        metrics: { totals: { views: 30 } },
        deltas: { views: 10 },
        corrections: { views: 0 },
        videos: [
          { video: { id: videos[0] }, creator: { id: creatorId }, totals: { views: 30 }, deltas: { views: 10 } },
        ],
      },
      { kind: 'CHANGE', sequence: start + 2, metrics: { totals: { views: 35, likes: 1 } }, deltas: { views: 5 } },
    ]);
  });

  it('looks things up anew for every event', async () => {
    const subscriber = subscribe();
    await subscriber.received(1);
    await move();
    await subscriber.received(2);
    await move();
    for (const event of await subscriber.received(3))
      expect(event.campaign.metrics?.sequence).toBeGreaterThanOrEqual(event.sequence);
  });

  it('shows a fall as a correction', async () => {
    await move();
    const subscriber = subscribe();
    await subscriber.received(1);
    clock += 1;
    await analytics.ingest([{ videoId: videos[0], capturedAt: minute(clock), views: 15 }]);
    const events = await subscriber.received(2);
    expect(events[1]).toMatchObject({ deltas: { views: 0 }, corrections: { views: -5 } });
  });

  it('says when a video is linked', async () => {
    const subscriber = subscribe();
    await subscriber.received(1);
    const [third = ''] = await analytics.videos(1, creatorId);
    await analytics.link(campaignId, [third], minute(0), creatorId);
    const events = await subscriber.received(2);
    expect(events[1]).toMatchObject({ kind: 'CHANGE', metrics: { videoCount: 3 }, videos: [{ video: { id: third } }] });
  });

  it('continues after the last sequence: no gap, nothing twice, no picture', async () => {
    const first = subscribe();
    await first.received(1);
    await move();
    await first.received(2);
    first.close();
    const last = first.events.at(-1)!.sequence;
    for (let n = 0; n < 5; n += 1) await move();
    const second = subscribe({ after: last });
    await second.received(5);
    await move();
    const events = await second.received(6);
    expect(events.map((event) => [event.kind, event.sequence])).toEqual(
      Array.from({ length: 6 }, (_, n) => ['CHANGE', last + n + 1]),
    );
    expect(replayed([...first.events, ...events])).toBe(clock * 10);
  });

  it('continues from the very beginning', async () => {
    await move();
    const subscriber = subscribe({ after: 0 });
    const end = await sequence();
    await subscriber.received(end);
    expect(subscriber.events.map((event) => event.sequence)).toEqual(Array.from({ length: end }, (_, n) => n + 1));
    expect(sum(subscriber.events)).toBe(clock * 10);
  });

  it('waits where there is nothing after the last sequence', async () => {
    await move();
    const subscriber = subscribe({ after: await sequence() });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(subscriber.events).toEqual([]);
    await move();
    expect((await subscriber.received(1))[0]).toMatchObject({ kind: 'CHANGE', deltas: { views: 10 } });
  });

  it('says so when history has been trimmed, and goes on from a picture', async () => {
    for (let n = 0; n < 10; n += 1) await move();
    await trimLogs(analytics.service.dataSource, 3);
    const end = await sequence();
    const trimmed = subscribe({ after: end - 5 });
    expect((await trimmed.received(1))[0]).toMatchObject({ kind: 'PICTURE', reset: true, sequence: end });
    const kept = subscribe({ after: end - 3 });
    expect((await kept.received(3)).map((event) => event.kind)).toEqual(['CHANGE', 'CHANGE', 'CHANGE']);
    await move();
    expect((await trimmed.received(2))[1]).toMatchObject({ kind: 'CHANGE', sequence: end + 1 });
  });

  it('gives a picture for a sequence that was never given', async () => {
    await move();
    const subscriber = subscribe({ after: (await sequence()) + 7 });
    expect((await subscriber.received(1))[0]).toMatchObject({
      kind: 'PICTURE',
      reset: true,
      sequence: await sequence(),
    });
    await move();
    expect((await subscriber.received(2))[1]).toMatchObject({ kind: 'CHANGE', sequence: await sequence() });
  });

  it('merges changes within the interval, and loses none', async () => {
    const subscriber = subscribe({ minIntervalMs: 400 });
    await subscriber.received(1);
    const start = await sequence();
    for (let n = 0; n < 12; n += 1) await move();
    const moved = Date.now();
    await subscriber.reached(start + 12);
    expect(Date.now() - moved).toBeLessThan(2_000);
    expect(subscriber.events.length).toBeLessThan(10);
    expect(replayed(subscriber.events)).toBe(clock * 10);
    const last = subscriber.events.at(-1)!;
    expect(last.metrics.totals.views).toBe(clock * 10);
    expect(last.videos).toHaveLength(1);
  });

  it('misses nothing of what comes while it starts', async () => {
    let moving = true;
    const mover = (async () => {
      while (moving) await move();
    })();
    const subscribers: MetricsSubscriber[] = [];
    for (let n = 0; n < 20; n += 1) {
      subscribers.push(subscribe(n % 2 ? { after: await sequence() } : {}));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    moving = false;
    await mover;
    await move();
    const end = await sequence();
    for (const subscriber of subscribers) {
      await subscriber.reached(end);
      const got = subscriber.events.map((event) => event.sequence);
      expect(got).toEqual(Array.from({ length: got.length }, (_, n) => got[0]! + n));
    }
    for (const subscriber of subscribers.filter((one) => one.events[0]?.kind === 'PICTURE'))
      expect(replayed(subscriber.events)).toBe(clock * 10);
  });

  it('loses nothing when the listening connection is killed, again and again', async () => {
    const subscriber = subscribe();
    await subscriber.received(1);
    for (let n = 0; n < 30; n += 1) {
      if (n % 10 === 5)
        await analytics.rows(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'listen-campaign_log'`,
        );
      await move();
    }
    const end = await sequence();
    await subscriber.reached(end);
    expect(subscriber.events.slice(1).map((event) => event.sequence)).toEqual(
      Array.from({ length: 30 }, (_, n) => end - 29 + n),
    );
    expect(replayed(subscriber.events)).toBe(clock * 10);
  });

  it('goes on after every connection to the database was killed', async () => {
    const subscriber = subscribe();
    await subscriber.received(1);
    await analytics.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await until(async () => {
      try {
        await move();
        return true;
      } catch {
        return false;
      }
    });
    await subscriber.reached(await sequence());
    expect(subscriber.errors).toEqual([]);
    expect(replayed(subscriber.events)).toBe(clock * 10);
  });

  it('lets go of everything when it ends', async () => {
    const watchers = async (): Promise<number | undefined> =>
      (await analytics.service.metrics.registry.getMetricsAsJSON()).find((one) => one.name === 'campaign_watchers')
        ?.values[0]?.value;
    const subscribers = Array.from({ length: 50 }, () => subscribe());
    await Promise.all(subscribers.map((subscriber) => subscriber.received(1)));
    await until(async () => (await watchers()) === 50);
    for (const subscriber of subscribers) subscriber.close();
    await until(async () => (await watchers()) === 0);
  });
});
