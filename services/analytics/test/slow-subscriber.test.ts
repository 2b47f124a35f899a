import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { createLogger } from '#platform/logging/logger.js';
import { createMetrics } from '#platform/metrics/metrics.js';
import { gainedTotals } from '../src/campaigns/campaign-change.js';
import { trimLogs } from '../src/campaigns/log-keeping.js';
import { CampaignHub } from '../src/live/campaign-hub.js';
import { streamCampaign, type CampaignEvent } from '../src/live/campaign-stream.js';
import { AnalyticsServiceUnderTest, minute } from './analytics-service.js';

let analytics: AnalyticsServiceUnderTest;
let hub: CampaignHub;
let campaignId: string;
let videoId: string;
let clock = 0;

beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start();
  hub = new CampaignHub(
    analytics.service.dataSource,
    analytics.database.url,
    createLogger('test', 'silent'),
    createMetrics('test', { defaults: false }),
  );
  campaignId = await analytics.campaign();
  [videoId = ''] = await analytics.videos(1, newId(), { postedAt: minute(0) });
  await analytics.link(campaignId, [videoId], minute(0));
});
afterAll(async () => {
  await hub.stop();
  await analytics.stop();
});

const move = async (times: number): Promise<void> => {
  for (let n = 0; n < times; n += 1) {
    clock += 1;
    await analytics.ingest([{ videoId, capturedAt: minute(clock), views: clock }]);
  }
};
const pull = async (stream: AsyncIterator<CampaignEvent>): Promise<CampaignEvent> => {
  const { value, done } = await stream.next();
  if (done) throw new Error('The stream has ended.');
  return value;
};

describe('a subscriber that does not read', () => {
  it('gets what it missed merged, and loses none of it', async () => {
    const stream = streamCampaign(hub, { campaignId, after: null, minIntervalMs: 0 });
    const picture = await pull(stream);
    await move(260);
    const event = await pull(stream);
    if (picture.kind !== 'PICTURE' || event.kind !== 'CHANGE') throw new Error('A picture, then a change.');
    expect(event.change.sequence).toBeGreaterThan(picture.picture.sequence + 200);
    let views = (event.change.deltas.views ?? 0n) + (event.change.corrections.views ?? 0n);
    let last = event.change;
    while (last.sequence < picture.picture.sequence + 260) {
      const next = await pull(stream);
      if (next.kind !== 'CHANGE') throw new Error('A change.');
      expect(next.change.sequence).toBe(last.sequence + 1);
      last = next.change;
      views += (last.deltas.views ?? 0n) + (last.corrections.views ?? 0n);
    }
    expect(views).toBe(260n);
    expect(gainedTotals(last.after).views).toBe(BigInt(clock));
    await stream.return?.();
  });

  it('gets a picture when what it missed is not in the log any more', async () => {
    const stream = streamCampaign(hub, { campaignId, after: null, minIntervalMs: 0 });
    await pull(stream);
    await move(230);
    await trimLogs(analytics.service.dataSource, 10);
    const event = await pull(stream);
    expect(event).toMatchObject({ kind: 'PICTURE', reset: true });
    await move(1);
    expect(await pull(stream)).toMatchObject({ kind: 'CHANGE' });
    await stream.return?.();
  });

  it('can be ended while it waits', async () => {
    const stream = streamCampaign(hub, { campaignId, after: null, minIntervalMs: 60_000 });
    await pull(stream);
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });
});
