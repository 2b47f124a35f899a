import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '#platform/testing/until.js';
import { startStack, type RunningStack } from '../../src/stack.js';
import { activeBrand } from './active-brand.js';
import { GraphClient } from './graph-client.js';

const campaigns = 100;
const perCampaign = 10;
const services = ['creator', 'brand', 'campaign', 'analytics'] as const;

let folder: string;
let stack: RunningStack;
let operator: GraphClient;

/** Runs a step for 0 … count − 1, eight at a time. */
async function each(count: number, step: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (next < count) await step(next++);
    }),
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marketplace-batching-'));
  stack = await startStack({ dataFolder: folder, ports: 'free', empty: true, still: true });
  operator = new GraphClient(stack.gatewayUrl, await stack.token({ role: 'OPERATOR' }));
  await fill();
}, 240_000);
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** 100 campaigns of one brand, each with 10 creators of its own and a video of each. */
async function fill(): Promise<void> {
  const brandId = await activeBrand(stack.gatewayUrl, folder, 'Many');
  const creators: string[] = [];
  const videos: string[] = [];
  for (let batch = 0; batch < 2; batch += 1) {
    const numbers = Array.from({ length: 500 }, (_, n) => batch * 500 + n);
    const reportedAt = '2026-01-01T00:00:00Z';
    const created = await operator.must(
      `mutation ($creators: [ImportedCreatorInput!]!) { importCreators(input: { creators: $creators }) { results { outcome creator { id } } } }`,
      {
        creators: numbers.map((n) => ({
          platform: 'TIKTOK',
          platformAccountId: `acc${n}`,
          handle: `creator.${n}`,
          displayName: `Creator ${n}`,
          followers: 1000 + n,
          reportedAt,
        })),
      },
    );
    creators.push(...created.importCreators.results.map((result: { creator: { id: string } }) => result.creator.id));
    const posted = await operator.must(
      `mutation ($videos: [ImportedVideoInput!]!) { importVideos(input: { videos: $videos }) { results { outcome video { id } } } }`,
      {
        videos: numbers.map((n) => ({
          platform: 'TIKTOK',
          platformVideoId: `vid${n}`,
          platformAccountId: `acc${n}`,
          caption: `Video ${n}`,
        })),
      },
    );
    videos.push(...posted.importVideos.results.map((result: { video: { id: string } }) => result.video.id));
  }
  await each(campaigns, async (n) => {
    const { createCampaign } = await operator.must(
      `mutation ($brandId: ID!, $name: String!) { createCampaign(input: { brandId: $brandId, name: $name, objective: SALES, budget: { amountMinor: 1000, currency: "USD" }, brief: { summary: "x" }, startsAt: "2026-01-01T00:00:00Z" }) { campaign { id } userErrors { code message field } } }`,
      { brandId, name: `Campaign ${n}` },
    );
    const { id } = createCampaign.campaign;
    await operator.must(
      `mutation ($id: ID!) { publishCampaign(input: { id: $id }) { campaign { id } userErrors { code message } } }`,
      { id },
    );
    for (let k = 0; k < perCampaign; k += 1) {
      const creator = n * perCampaign + k;
      await operator.must(
        `mutation ($input: ImportCollaborationInput!) { importCollaboration(input: $input) { collaboration { id } userErrors { code message field } } }`,
        { input: { campaignId: id, creatorId: creators[creator], videoIds: [videos[creator]] } },
      );
    }
  });
  await operator.must(
    `mutation ($snapshots: [SnapshotInput!]!) { ingestSnapshots(input: { snapshots: $snapshots }) { results { outcome } } }`,
    {
      snapshots: videos.map((videoId, n) => ({
        videoId,
        capturedAt: '2026-02-01T00:00:00Z',
        views: 1000 + n,
        likes: n,
        comments: 1,
        shares: 1,
      })),
    },
  );
  await until(async () => {
    const { campaigns: page } = await operator.must(
      `{ campaigns(first: 100) { nodes { metrics { measuredVideoCount } } } }`,
    );
    return page.nodes.every(
      (node: { metrics: { measuredVideoCount: number } | null }) => node.metrics?.measuredVideoCount === perCampaign,
    );
  }, 60_000);
}

const page = `query ($first: Int!) { campaigns(first: $first) { nodes {
  name availableActions brand { name }
  metrics { totals { views } }
  collaborations(first: 10) { nodes {
    status availableActions terms { hash }
    metrics { totals { views } }
    deliverables { title status video { caption metrics { totals { views } } } }
    creator { handle displayName accounts { followers } statistics { followers } metrics { totals { likes } } videos(first: 2) { nodes { caption } } }
  } }
} } }`;

/** Requests to each subgraph and SQL statements of each service's requests, counted from its measurements. */
async function counts(): Promise<Record<string, { requests: number; statements: number }>> {
  const found = await Promise.all(
    services.map(async (name) => {
      const text = await (await fetch(`${stack.urls[name]}/metrics`)).text();
      const sum = (pattern: RegExp): number =>
        text
          .split('\n')
          .filter((line) => pattern.test(line))
          .reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
      return [
        name,
        {
          requests: sum(/^http_requests_total\{.*route="\/graphql"/),
          statements: sum(/^sql_statements_total\{.*origin="request"/),
        },
      ] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** What one page costs. */
async function cost(
  first: number,
): Promise<{ creators: number; cost: Record<string, { requests: number; statements: number }> }> {
  const before = await counts();
  const data = await operator.must(page, { first });
  const after = await counts();
  const handles = new Set(
    data.campaigns.nodes.flatMap((campaign: { collaborations: { nodes: { creator: { handle: string } }[] } }) =>
      campaign.collaborations.nodes.map((node) => node.creator.handle),
    ),
  );
  return {
    creators: handles.size,
    cost: Object.fromEntries(
      services.map((name) => [
        name,
        {
          requests: after[name]!.requests - before[name]!.requests,
          statements: after[name]!.statements - before[name]!.statements,
        },
      ]),
    ),
  };
}

describe('a page of campaigns with their creators', () => {
  it('costs the same number of subgraph requests and SQL statements for 500 creators as for 1,000', async () => {
    await cost(50); // The first run plans the operation and opens connections.
    const fifty = await cost(50);
    const hundred = await cost(100);
    expect([fifty.creators, hundred.creators]).toEqual([500, 1000]);
    expect(hundred.cost).toEqual(fifty.cost);
    // Four kinds of objects have metrics, and a creator is met in two places: the gateway asks for them together.
    expect(fifty.cost).toEqual({
      campaign: { requests: 1, statements: 6 },
      brand: { requests: 1, statements: 1 },
      creator: { requests: 1, statements: 4 },
      analytics: { requests: 1, statements: 6 },
    });
  });
});
