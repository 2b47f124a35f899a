import { describe, expect, it } from '@jest/globals';
import { newId } from '#platform/database/identifiers.js';
import { SubgraphTester } from '#platform/testing/subgraph-tester.js';
import { createTestDatabase } from '#platform/testing/test-database.js';
import { testSecret } from '#platform/testing/test-secret.js';
import { startCampaignService } from '../src/server.js';
import { operator } from './campaign-service.js';

/** Nobody listens on the port of tcpmux. */
const nowhere = 'http://127.0.0.1:1';

describe('while the brand and creator services are away', () => {
  it('the campaign service starts, reads, says what it cannot do, and ends at once', async () => {
    const database = await createTestDatabase();
    const service = await startCampaignService(
      {
        HOST: '127.0.0.1',
        PORT: 0,
        DATABASE_URL: database.url,
        ASSERTION_SECRET: testSecret,
        LOG_LEVEL: 'silent',
        BRAND_URL: nowhere,
        CREATOR_URL: nowhere,
      },
      { quiet: true },
    );
    const graph = new SubgraphTester('campaign', service.url, testSecret);
    const [known, unknown] = [newId(), newId()];
    await service.dataSource.query(`INSERT INTO directory_brands (id, name, status) VALUES ($1, 'Lumen', 'ACTIVE')`, [
      known,
    ]);
    const draft = (brandId: string) =>
      graph.run(
        operator,
        `mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { status } } }`,
        {
          input: { brandId, name: 'Spring', objective: 'SALES' },
        },
      );
    expect((await draft(known)).data).toEqual({ createCampaign: { campaign: { status: 'DRAFT' } } });
    expect((await draft(unknown)).errors?.[0]?.extensions?.code).toBe('SUBGRAPH_UNAVAILABLE');
    expect((await graph.run(operator, '{ campaigns { totalCount } }')).data).toEqual({ campaigns: { totalCount: 1 } });
    // By now its readers of feeds wait seconds between attempts.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const stopping = Date.now();
    await service.stop();
    expect(Date.now() - stopping).toBeLessThan(1_000);
    await database.drop();
  });
});
