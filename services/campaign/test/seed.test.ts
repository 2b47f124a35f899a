import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDemoData } from '#demo/demo-data.js';
import { demoId } from '#demo/demo-id.js';
import { SMALL_SCALE } from '#demo/demo-scale.js';
import { seedCampaigns } from '../src/seed/seed-campaigns.js';
import { CampaignServiceUnderTest, creatorOf, memberOf, operator } from './campaign-service.js';

const demo = createDemoData({ now: new Date(), scale: SMALL_SCALE });

describe('demo data', () => {
  let test: CampaignServiceUnderTest;
  const progress: string[] = [];

  beforeAll(async () => {
    test = await CampaignServiceUnderTest.start();
    expect(
      await seedCampaigns(test.service.dataSource, demo, (phase, done, total) =>
        progress.push(`${phase} ${done}/${total}`),
      ),
    ).toBe(true);
  });
  afterAll(() => test.stop());

  it('is stored once, with progress', async () => {
    expect(progress.at(-1)).toMatch(/^events (\d+)\/\1$/);
    const events = (await test.events()).length;
    expect(await seedCampaigns(test.service.dataSource, demo, () => undefined)).toBe(false);
    expect(await test.events()).toHaveLength(events);
  });

  it('is what the service itself would have stored', async () => {
    const { dataSource } = test.service;
    const count = async (sql: string) => Number((await dataSource.query(`SELECT count(*) FROM ${sql}`))[0].count);
    expect(await count('campaigns')).toBe(SMALL_SCALE.campaigns);
    expect(await count('collaborations')).toBe([...demo.collaborations()].length);
    const events = await test.events();
    for (const type of ['campaign.changed', 'collaboration.changed']) {
      const seen = events.filter((event) => event.type === type).map(({ aggregate_id }) => aggregate_id);
      expect(new Set(seen).size).toBe(seen.length);
    }
    const links = events.filter(({ type }) => type === 'video.linked').map(({ payload }) => payload);
    expect(links).toEqual([...demo.videoLinks()].map((link) => ({ ...link, linkedAt: link.linkedAt.toISOString() })));
    // Agreed exactly where both have accepted.
    expect(
      await count(
        `collaborations c LEFT JOIN terms t ON t.collaboration_id = c.id AND t.version = c.agreed_version
         WHERE (c.agreed_version IS NULL) <> (c.agreed_at IS NULL) OR (c.agreed_version IS NOT NULL AND cardinality(t.accepted_by) IS DISTINCT FROM 2)`,
      ),
    ).toBe(0);
  });

  it('can be read, and gone on with, by its brand and its creator', async () => {
    const id = demoId('campaign', 0);
    const query = `query ($id: ID!) { campaign(id: $id) { status budget { currency } collaborations { nodes { status terms { hash } deliverables { status } creator { id } } } } }`;
    const { data } = await test.graph.run(memberOf(demoId('brand', 0)), query, { id });
    expect(data.campaign).toMatchObject({ status: 'ACTIVE', budget: { currency: expect.any(String) } });
    const own = await test.graph.run(creatorOf(demoId('creator', 0)), query, { id });
    expect(own.data.campaign.collaborations.nodes).toMatchObject([{ creator: { id: demoId('creator', 0) } }]);
    const { data: waiting } = await test.graph.run(
      operator,
      `{ collaborations(first: 100, filter: { statuses: [NEGOTIATING] }) { nodes { id creator { id } campaign { brand { id } } terms { hash proposedBy } } } }`,
    );
    const talk = waiting.collaborations.nodes.find(({ terms }: { terms: unknown[] }) => terms.length > 0);
    const [newest] = talk.terms;
    const other = newest.proposedBy === 'BRAND' ? creatorOf(talk.creator.id) : memberOf(talk.campaign.brand.id);
    expect((await test.acceptTerms(other, talk.id, newest.hash)).collaboration).toMatchObject({ status: 'AGREED' });
  });

  it('is stored by a process of its own', async () => {
    const script = fileURLToPath(new URL('../../../dist/services/campaign/src/seed.js', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script], {
      env: { PATH: process.env.PATH, DATABASE_URL: test.database.url, SEED_SCALE: 'small' },
    });
    // It was stored above: there is nothing to do, and nothing to say.
    expect(stdout).toBe('');
  });
});
