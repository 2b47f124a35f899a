import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { mintAssertion } from '#platform/identity/assertion.js';
import { serviceViewer } from '#platform/identity/viewer.js';
import { testViewer } from '#platform/testing/subgraph-tester.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { AnalyticsServiceUnderTest, analyst, brandViewer, operator } from './analytics-service.js';
import { GatewaySocket, type MetricsSubscriber } from './metrics-subscriber.js';

const brandId = newId();
const creatorId = newId();
const open: MetricsSubscriber[] = [];
let analytics: AnalyticsServiceUnderTest;
let socket: GatewaySocket;
let campaignId: string;

beforeAll(async () => {
  analytics = await AnalyticsServiceUnderTest.start();
  socket = new GatewaySocket(analytics.service.url);
  campaignId = await analytics.campaign(brandId);
});
afterEach(() => {
  for (const subscriber of open.splice(0)) subscriber.close();
});
afterAll(async () => {
  await socket.close();
  await analytics.stop();
});

const subscribe = (options: { after?: number; minIntervalMs?: number } = {}, viewer = analyst): MetricsSubscriber => {
  const subscriber = socket.subscribe(viewer, campaignId, options);
  open.push(subscriber);
  return subscriber;
};

describe('who may subscribe', () => {
  const codeOf = async (viewer: typeof analyst, id = campaignId): Promise<string[]> => {
    const subscriber = socket.subscribe(viewer, id);
    open.push(subscriber);
    await subscriber.finished();
    expect(subscriber.events).toEqual([]);
    return subscriber.errors;
  };

  it.each([
    ['the brand', () => brandViewer(brandId)],
    ['an analyst', () => analyst],
    ['an operator', () => operator],
  ])('%s', async (_who, viewer) => {
    expect(await subscribe({}, viewer()).received(1)).toHaveLength(1);
  });

  it.each([
    ['another brand', () => brandViewer(newId())],
    ['a creator', () => testViewer('CREATOR', { creatorId })],
    ['a program without a brand', () => testViewer('CLIENT', { brandId }, ['insights:read'])],
  ])('not %s, who is told the same as for a campaign that is not there', async (_who, viewer) => {
    const denied = await codeOf(viewer());
    expect(denied).toEqual(['NOT_FOUND']);
    expect(await codeOf(viewer(), newId())).toEqual(denied);
    expect(await codeOf(viewer(), 'no id at all')).toEqual(denied);
  });

  it('not nobody', async () => {
    expect(await codeOf(testViewer('ANONYMOUS'))).toEqual(['UNAUTHENTICATED']);
  });

  it('asks the campaign service once for a campaign that was made a moment ago', async () => {
    const id = newId();
    const ask = { name: 'Neu', objective: 'SALES', visibility: 'OPEN', status: 'ACTIVE', startsAt: null, endsAt: null };
    analytics.neighbours.campaigns.set(id, { id, brand: { id: brandId }, ...ask });
    const before = analytics.neighbours.campaignsAsked;
    for (let n = 0; n < 3; n += 1) {
      const subscriber = socket.subscribe(brandViewer(brandId), id);
      open.push(subscriber);
      expect((await subscriber.received(1))[0]).toMatchObject({ kind: 'PICTURE', sequence: 0, asOf: null, videos: [] });
    }
    expect(analytics.neighbours.campaignsAsked - before).toBe(1);
    expect(await codeOf(brandViewer(newId()), id)).toEqual(['NOT_FOUND']);
  });

  it('lets analysts see what was published, be it a moment ago, and no draft', async () => {
    const id = newId();
    const draft = { name: 'Geheim', objective: 'SALES', visibility: 'OPEN', startsAt: null, endsAt: null };
    analytics.neighbours.campaigns.set(id, { id, brand: { id: brandId }, ...draft, status: 'DRAFT' });
    expect(await codeOf(analyst, id)).toEqual(['NOT_FOUND']);
    const owner = socket.subscribe(brandViewer(brandId), id);
    open.push(owner);
    expect(await owner.received(1)).toHaveLength(1);
    // The copy here does not know yet.
    analytics.neighbours.campaigns.set(id, { id, brand: { id: brandId }, ...draft, status: 'ACTIVE' });
    const reader = socket.subscribe(analyst, id);
    open.push(reader);
    expect(await reader.received(1)).toHaveLength(1);
  });

  it('refuses a socket or a subscription that the gateway does not vouch for', async () => {
    const stranger = new GatewaySocket(analytics.service.url, mintAssertion(analyst, 'analytics', testSecret));
    const refused = stranger.subscribe(analyst, campaignId);
    await refused.finished();
    expect(refused.errors).toHaveLength(1);
    await stranger.close();
    const elsewhere = new GatewaySocket(
      analytics.service.url,
      mintAssertion(serviceViewer('gateway'), 'brand', testSecret),
    );
    const misaddressed = elsewhere.subscribe(analyst, campaignId);
    await misaddressed.finished();
    expect(misaddressed.events).toEqual([]);
    await elsewhere.close();
  });

  it.each([-1, 60_001])('refuses an interval of %i ms', async (minIntervalMs) => {
    const subscriber = subscribe({ minIntervalMs });
    await subscriber.finished();
    expect(subscriber.errors).toEqual(['BAD_USER_INPUT']);
  });
});
