import type { RunningService } from '#platform/process/service.js';
import type { Viewer } from '#platform/identity/viewer.js';
import { SubgraphTester, testViewer } from '#platform/testing/subgraph-tester.js';
import { createTestDatabase, type TestDatabase } from '#platform/testing/test-database.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { startCreatorService } from '../src/server.js';

export const operator = testViewer('OPERATOR', {}, ['operator', 'metrics:write']);
export const analyst = testViewer('ANALYST', {}, ['creators:read']);
export const importer = testViewer('CLIENT', {}, ['metrics:write']);
export const creatorViewer = (creatorId: string): Viewer => testViewer('CREATOR', { creatorId });

const importCreators = `mutation ($creators: [ImportedCreatorInput!]!) {
  importCreators(input: { creators: $creators }) { results { outcome message field creator { id } } }
}`;
const importVideos = `mutation ($videos: [ImportedVideoInput!]!) {
  importVideos(input: { videos: $videos }) { results { outcome message field video { id creator { id } } } }
}`;

/** What a test reads of the result of an imported item. */
export interface ImportedItem {
  outcome: string;
  message: string | null;
  field: string | null;
  creator: { id: string } | null;
  video: { id: string; creator: { id: string } } | null;
}

/** A creator service on a database of its own, whose analytics service is not there. */
export class CreatorServiceUnderTest {
  private constructor(
    readonly service: RunningService,
    readonly graph: SubgraphTester,
    private readonly database: TestDatabase,
  ) {}

  static async start(analyticsUrl = 'http://127.0.0.1:9'): Promise<CreatorServiceUnderTest> {
    const database = await createTestDatabase();
    const service = await startCreatorService(
      {
        HOST: '127.0.0.1',
        PORT: 0,
        DATABASE_URL: database.url,
        ASSERTION_SECRET: testSecret,
        LOG_LEVEL: 'silent',
        ANALYTICS_URL: analyticsUrl,
      },
      { quiet: true },
    );
    return new CreatorServiceUnderTest(service, new SubgraphTester('creator', service.url, testSecret), database);
  }

  /** Imports creators; what an item leaves out is TikTok, and reported on 1 January 2026. */
  async importCreators(items: object[], viewer = importer): Promise<ImportedItem[]> {
    const creators = items.map((item) => ({ platform: 'TIKTOK', reportedAt: '2026-01-01T00:00:00Z', ...item }));
    const { data, errors } = await this.graph.run(viewer, importCreators, { creators });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.importCreators.results;
  }

  /** Imports videos; what an item leaves out is TikTok. */
  async importVideos(items: object[], viewer = importer): Promise<ImportedItem[]> {
    const { data, errors } = await this.graph.run(viewer, importVideos, {
      videos: items.map((item) => ({ platform: 'TIKTOK', ...item })),
    });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.importVideos.results;
  }

  /** Runs an operation that must succeed. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads answers of every shape
  async data(viewer: Viewer, query: string, variables: Record<string, unknown> = {}): Promise<any> {
    const { data, errors } = await this.graph.run(viewer, query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** Code of the first error of an operation. */
  async code(viewer: Viewer, query: string, variables: Record<string, unknown> = {}): Promise<string | undefined> {
    return (await this.graph.run(viewer, query, variables)).errors?.[0]?.extensions?.code;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows of every shape
  sql(statement: string, parameters: unknown[] = []): Promise<any[]> {
    return this.service.dataSource.query(statement, parameters);
  }

  /** SQL statements that requests have caused so far. */
  async statements(): Promise<number> {
    const { values } = await this.service.metrics.sqlStatements.get();
    return values.find(({ labels }) => labels.origin === 'request')?.value ?? 0;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.database.drop();
  }
}
