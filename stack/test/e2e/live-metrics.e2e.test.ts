import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '#platform/testing/until.js';
import { startStack, type RunningStack } from '../../src/stack.js';
import { activeBrand } from './active-brand.js';
import { marketplace, type CommandResult } from './command-line.js';
import { GraphClient, type GraphStream } from './graph-client.js';
import { writeRecording, type Recording } from './recorded-snapshots.js';

interface Changes {
  views: number | null;
  likes: number | null;
}
interface MetricsEvent {
  campaignMetrics: {
    kind: 'PICTURE' | 'CHANGE';
    sequence: number;
    reset: boolean;
    asOf: string | null;
    deltas: Changes;
    corrections: Changes;
    metrics: { totals: Changes; baseline: Changes; deltas: Changes; corrections: Changes; lifetime: Changes };
    videos: {
      totals: Changes;
      video: { platformVideoId: string; caption: string } | null;
      creator: { handle: string; country: string | null } | null;
    }[];
    campaign: { name: string; brand: { name: string } | null } | null;
  };
}

const subscription = `subscription ($id: ID!, $after: Sequence) { campaignMetrics(campaignId: $id, after: $after) {
  kind sequence reset asOf deltas { views likes } corrections { views likes }
  metrics { totals { views likes } baseline { views likes } deltas { views likes } corrections { views likes } lifetime { views likes } }
  videos { totals { views likes } video { platformVideoId caption } creator { handle country } }
  campaign { name brand { name } }
} }`;

let folder: string;
let stack: RunningStack;
let operator: GraphClient;
let brand: GraphClient;
let rival: GraphClient;
let campaignId: string;
let recording: Recording;
let operatorToken: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marketplace-live-'));
  // For root: databases that Postgres' own user cannot reach here would be made elsewhere, and stay there.
  await chmod(folder, 0o711);
  recording = await writeRecording(join(folder, 'recording'));
  stack = await startStack({ dataFolder: join(folder, 'data'), ports: 'free', empty: true, still: true });
  operatorToken = await stack.token({ role: 'OPERATOR' });
  operator = new GraphClient(stack.gatewayUrl, operatorToken);
  const brandId = await activeBrand(stack.gatewayUrl, join(folder, 'data'), 'Live Brand');
  const rivalId = await activeBrand(stack.gatewayUrl, join(folder, 'data'), 'Rival Brand');
  brand = new GraphClient(stack.gatewayUrl, await stack.token({ role: 'BRAND', brandId, brandRole: 'VIEWER' }));
  rival = new GraphClient(stack.gatewayUrl, await stack.token({ role: 'BRAND', brandId: rivalId, brandRole: 'OWNER' }));
  const { createCampaign } = await operator.must(
    `mutation ($brandId: ID!) { createCampaign(input: { brandId: $brandId, name: "Replayed", objective: AWARENESS, brief: { summary: "x" }, budget: { amountMinor: 100, currency: "USD" }, startsAt: "2025-09-01T00:00:00Z" }) { campaign { id } userErrors { message } } }`,
    { brandId },
  );
  campaignId = createCampaign.campaign.id;
  await operator.must(
    `mutation ($id: ID!) { publishCampaign(input: { id: $id }) { campaign { id } userErrors { message } } }`,
    { id: campaignId },
  );
}, 120_000);
afterAll(async () => {
  for (const client of [operator, brand, rival]) await client?.close();
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

const lastOf = (stream: GraphStream<MetricsEvent>): MetricsEvent['campaignMetrics'] | undefined =>
  stream.events.at(-1)?.campaignMetrics;
const replay = (speed: string): Promise<CommandResult> =>
  marketplace(
    { MARKETPLACE_TOKEN: operatorToken },
    'replay',
    join(folder, 'recording'),
    '--speed',
    speed,
    '--campaign',
    campaignId,
    '--creators',
    String(recording.handles.length),
    '--rejects',
    join(folder, 'rejected.csv'),
    '--url',
    `${stack.gatewayUrl}/graphql`,
  );

describe('live numbers of a campaign', () => {
  it('are nobody else’s: another brand is told that there is no such campaign', async () => {
    const foreign = rival.subscribe(subscription, { id: campaignId });
    const missing = rival.subscribe(subscription, { id: '0192f0c1-0000-7000-8000-000000000001' });
    await until(() => foreign.done && missing.done);
    expect(foreign.events).toEqual([]);
    expect(foreign.failures).toEqual(missing.failures);
    expect(JSON.stringify(foreign.failures)).toContain('NOT_FOUND');
  });

  it('come as a picture and then as changes, joined with the rest of the graph, without gap or duplicate over a reconnection', async () => {
    const first = brand.subscribe<MetricsEvent>(subscription, { id: campaignId });
    await until(() => first.events.length === 1);
    expect(lastOf(first)).toMatchObject({
      kind: 'PICTURE',
      reset: false,
      campaign: { name: 'Replayed', brand: { name: 'Live Brand' } },
    });

    const running = replay('86400x');
    await until(() => first.events.length >= 4, 60_000);
    await first.stop();
    const seen = [...first.events];
    const second = brand.subscribe<MetricsEvent>(subscription, {
      id: campaignId,
      after: seen.at(-1)!.campaignMetrics.sequence,
    });
    const { code, output } = await running;
    expect({ code, output: code ? output : '' }).toEqual({ code: 0, output: '' });

    const { campaign } = await brand.must(
      `query ($id: ID!) { campaign(id: $id) { metrics { sequence measuredVideoCount totals { views likes } lifetime { views likes } } } }`,
      { id: campaignId },
    );
    await until(() => (lastOf(second) ?? seen.at(-1)!.campaignMetrics).sequence === campaign.metrics.sequence);
    await second.stop();
    expect([...first.failures, ...second.failures]).toEqual([]);

    const events = [...seen, ...second.events].map((event) => event.campaignMetrics);
    const picture = events[0]!;
    expect(events.slice(1).map((event) => event.kind)).toEqual(events.slice(1).map(() => 'CHANGE'));
    expect(events.map((event) => event.sequence)).toEqual(events.map((_event, n) => picture.sequence + n));

    const sum = (measure: keyof Changes): number =>
      (picture.metrics.totals[measure] ?? 0) +
      events
        .slice(1)
        .reduce((total, event) => total + (event.deltas[measure] ?? 0) + (event.corrections[measure] ?? 0), 0);
    for (const measure of ['views', 'likes'] as const) {
      expect(sum(measure)).toBe(campaign.metrics.totals[measure]);
      for (const { metrics } of events.slice(1)) {
        const part = (changes: Changes): number => changes[measure] ?? 0;
        expect(part(metrics.deltas) + part(metrics.corrections)).toBe(part(metrics.totals));
        expect(part(metrics.baseline) + part(metrics.deltas) + part(metrics.corrections)).toBe(part(metrics.lifetime));
      }
    }
    expect(events.some((event) => (event.corrections.views ?? 0) < 0)).toBe(true);
    expect(recording.falls).toBeGreaterThan(0);
    const joined = events.flatMap((event) => event.videos);
    expect(joined.length).toBeGreaterThan(0);
    expect(
      joined.every(
        (video) =>
          recording.videoIds.includes(video.video?.platformVideoId ?? '') &&
          recording.handles.includes(video.creator?.handle ?? ''),
      ),
    ).toBe(true);

    // Straight from the files: the campaign is linked just before the first capture, so each video counts from its first one.
    const expected = { views: 0, likes: 0 };
    for (const { first: from, last: to } of recording.firstAndLast.values()) {
      expected.views += to.plays - from.plays;
      expected.likes += to.likes - from.likes;
    }
    expect(campaign.metrics.totals).toEqual(expected);
    expect(campaign.metrics.measuredVideoCount).toBe(recording.videoIds.length);
  }, 120_000);

  it('do not change when the same recording is sent again', async () => {
    const read = `query ($id: ID!) { campaign(id: $id) { metrics { sequence totals { views likes } } } }`;
    const before = await brand.must(read, { id: campaignId });
    const { code, output } = await replay('max');
    expect({ code, output: code ? output : '' }).toEqual({ code: 0, output: '' });
    expect(await brand.must(read, { id: campaignId })).toEqual(before);
  }, 120_000);

  it('start anew with a full picture for a sequence that was never given', async () => {
    const stream = brand.subscribe<MetricsEvent>(subscription, { id: campaignId, after: 1_000_000 });
    await until(() => stream.events.length === 1);
    expect(lastOf(stream)).toMatchObject({ kind: 'PICTURE', reset: true });
    await stream.stop();
  });

  it('survive the death of the analytics process and of Postgres', async () => {
    const send = (minute: number): Promise<unknown> =>
      operator.must(
        `mutation ($snapshots: [SnapshotInput!]!) { ingestSnapshots(input: { snapshots: $snapshots }) { results { outcome } } }`,
        {
          snapshots: [
            {
              platform: 'TIKTOK',
              platformVideoId: recording.videoIds[0],
              capturedAt: `2025-10-01T00:0${minute}:00Z`,
              views: 5_000_000 + minute,
              likes: 300_000,
            },
          ],
        },
      );
    const read = async (): Promise<number | undefined> =>
      (await brand.run(`query ($id: ID!) { campaign(id: $id) { metrics { sequence } } }`, { id: campaignId })).data
        ?.campaign?.metrics?.sequence;
    const before = (await read())!;
    await send(1);
    stack.kill('analytics');
    // While it is away the rest of the graph answers, and the missing part is null with a code of ours.
    const partial = await brand.run(`query ($id: ID!) { campaign(id: $id) { name metrics { sequence } } }`, {
      id: campaignId,
    });
    expect(partial.data?.campaign?.name).toBe('Replayed');
    await until(async () => (await read()) === before + 1, 60_000);
    stack.kill('postgres');
    await until(async () => (await read()) === before + 1, 60_000);
    await send(2);
    expect(await read()).toBe(before + 2);
  }, 180_000);
});
