import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDemoData } from '#demo/demo-data.js';
import { demoId } from '#demo/demo-id.js';
import { SMALL_SCALE } from '#demo/demo-scale.js';
import { testViewer } from '#platform/testing/subgraph-tester.js';
import { seedBrands } from '../src/seed/seed-brands.js';
import { BrandServiceUnderTest } from './brand-service.js';

describe('demo brands', () => {
  const demo = createDemoData({ now: new Date('2026-03-01T00:00:00Z'), scale: SMALL_SCALE });
  let brand: BrandServiceUnderTest;

  beforeAll(async () => {
    brand = await BrandServiceUnderTest.start();
  });
  afterAll(() => brand.stop());

  it('are stored once, with their events and without mail', async () => {
    const lines: [string, number, number][] = [];
    const { dataSource } = brand.service;
    expect(await seedBrands(dataSource, demo, (...line) => lines.push(line))).toBe(true);
    expect(await seedBrands(dataSource, demo, (...line) => lines.push(line))).toBe(false);
    expect(lines).toEqual([
      ['brands', 0, 6],
      ['brands', 6, 6],
    ]);
    expect(
      await dataSource.query(
        `SELECT (SELECT count(*)::int FROM outbox) AS events, (SELECT count(*)::int FROM pending_mails) AS mails`,
      ),
    ).toEqual([{ events: 6, mails: 0 }]);
    const member = testViewer('BRAND', { brandId: demoId('brand', 0), brandRole: 'OWNER' });
    const { data } = await brand.graph.run(member, `{ viewer { brand { id status name email } } }`);
    const [first] = [...demo.brands()];
    expect(data.viewer.brand).toEqual({
      id: demoId('brand', 0),
      status: 'ACTIVE',
      name: first?.name,
      email: first?.email,
    });
  });
});
