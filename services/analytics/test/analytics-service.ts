import { newId } from '#platform/database/identifiers.js';
import type { Viewer } from '#platform/identity/viewer.js';
import type { RunningService } from '#platform/process/service.js';
import { SubgraphTester, testViewer } from '#platform/testing/subgraph-tester.js';
import { createTestDatabase, type TestDatabase } from '#platform/testing/test-database.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { until } from '#platform/testing/until.js';
import type { AnalyticsSettings } from '../src/environment.js';
import { startAnalyticsService } from '../src/server.js';
import { Neighbours, type Neighbour } from './neighbours.js';

export const operator = testViewer('OPERATOR', {}, ['operator', 'metrics:write']);
export const analyst = testViewer('ANALYST');
export const writer = testViewer('CLIENT', {}, ['metrics:write']);
export const brandViewer = (brandId: string): Viewer => testViewer('BRAND', { brandId, brandRole: 'VIEWER' });

/** A snapshot as a test sends it. */
export interface SentSnapshot {
  videoId?: string | null;
  platform?: string | null;
  platformVideoId?: string | null;
  capturedAt: string;
  views?: unknown;
  likes?: unknown;
  comments?: unknown;
  shares?: unknown;
  saves?: unknown;
}

/** What came of a snapshot. */
export interface IngestAnswer {
  outcome: string;
  reason: string | null;
  field: string | null;
  message: string | null;
}

const ingestMutation = `mutation ($snapshots: [SnapshotInput!]!) {
  ingestSnapshots(input: { snapshots: $snapshots }) { results { outcome reason field message } }
}`;

/** An analytics service on a database of its own, with neighbours that feed it. */
export class AnalyticsServiceUnderTest {
  private constructor(
    readonly service: RunningService,
    readonly graph: SubgraphTester,
    readonly database: TestDatabase,
    readonly neighbours: Neighbours,
  ) {}

  static async start(settings: Partial<AnalyticsSettings> = {}): Promise<AnalyticsServiceUnderTest> {
    const database = await createTestDatabase();
    const neighbours = await new Neighbours().start();
    const service = await startAnalyticsService(
      {
        HOST: '127.0.0.1',
        PORT: 0,
        DATABASE_URL: database.url,
        ASSERTION_SECRET: testSecret,
        LOG_LEVEL: process.env.TEST_LOG_LEVEL === 'warn' ? 'warn' : 'silent',
        CREATOR_URL: neighbours.url('creator'),
        BRAND_URL: neighbours.url('brand'),
        CAMPAIGN_URL: neighbours.url('campaign'),
        CAMPAIGN_LOG_KEEP: 100_000,
        INGEST_CONCURRENCY: 4,
        INGEST_QUEUE: 64,
        MEASURE_PAUSE_MS: 50,
        ...settings,
      },
      { quiet: true },
    );
    return new AnalyticsServiceUnderTest(
      service,
      new SubgraphTester('analytics', service.url, testSecret),
      database,
      neighbours,
    );
  }

  /** Rows of a statement. */
  rows<Row>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.service.dataSource.query(statement, parameters);
  }

  /** Waits until everything that was published in a feed is taken in. */
  async settled(feed: Neighbour): Promise<void> {
    await until(async () => {
      const [row] = await this.rows<{ position: string }>(`SELECT position FROM feed_positions WHERE feed = $1`, [
        feed,
      ]);
      return Number(row?.position ?? 0) >= this.neighbours.head(feed);
    });
  }

  /** Publishes a video of a creator; returns its id. @param more parts of the payload to set */
  publishVideo(creatorId: string, more: Record<string, unknown> = {}): string {
    const videoId = newId();
    this.neighbours.publish('creator', 'video.changed', {
      videoId,
      creatorId,
      platform: 'TIKTOK',
      platformVideoId: String(700_000_000_000_000_0000n + BigInt(this.neighbours.head('creator'))),
      postedAt: null,
      ...more,
    });
    return videoId;
  }

  /** Makes videos of one creator known. */
  async videos(count: number, creatorId = newId(), more: Record<string, unknown> = {}): Promise<string[]> {
    const ids = Array.from({ length: count }, () => this.publishVideo(creatorId, more));
    await this.settled('creator');
    return ids;
  }

  /** Makes a campaign known. */
  async campaign(brandId = newId()): Promise<string> {
    const campaignId = newId();
    this.neighbours.publish('campaign', 'campaign.changed', {
      campaignId,
      brandId,
      name: 'Tết 2026',
      objective: 'AWARENESS',
      visibility: 'OPEN',
      status: 'ACTIVE',
      startsAt: null,
      endsAt: null,
    });
    await this.settled('campaign');
    return campaignId;
  }

  /** Links videos of a creator to a campaign; returns the id of the collaboration. */
  async link(
    campaignId: string,
    videoIds: readonly string[],
    linkedAt: string,
    creatorId = newId(),
    collaborationId = newId(),
  ): Promise<string> {
    this.neighbours.publish('campaign', 'collaboration.changed', {
      collaborationId,
      campaignId,
      creatorId,
      status: 'LIVE',
    });
    for (const videoId of videoIds)
      this.neighbours.publish('campaign', 'video.linked', {
        deliverableId: newId(),
        collaborationId,
        campaignId,
        creatorId,
        videoId,
        linkedAt,
      });
    await this.settled('campaign');
    return collaborationId;
  }

  /** Sends snapshots. @throws Error when the whole request fails */
  async ingest(snapshots: readonly SentSnapshot[], viewer: Viewer = writer): Promise<IngestAnswer[]> {
    const { data, errors } = await this.graph.run(viewer, ingestMutation, { snapshots });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.ingestSnapshots.results;
  }

  /** Sends snapshots and returns the outcomes alone. */
  async outcomes(snapshots: readonly SentSnapshot[]): Promise<string[]> {
    return (await this.ingest(snapshots)).map((result) => result.outcome);
  }

  /** Looks entities up as the gateway would. */
  async entities<Entity>(
    viewer: Viewer,
    typename: string,
    ids: readonly string[],
    selection: string,
  ): Promise<Entity[]> {
    const { data, errors } = await this.graph.run(
      viewer,
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${typename} { ${selection} } } }`,
      { representations: ids.map((id) => ({ __typename: typename, id })) },
    );
    if (!data) throw new Error(JSON.stringify(errors));
    return data._entities;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.neighbours.stop();
    await this.database.drop();
  }
}

/** A moment some minutes after the start of 2026. */
export function minute(minutes: number): string {
  return new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();
}
