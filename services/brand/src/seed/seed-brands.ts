import type { DataSource } from 'typeorm';
import { appendEvents } from '#platform/events/outbox.js';
import { seedOnce, type ReportProgress } from '#platform/seeding/seed-steps.js';
import type { DemoData } from '#demo/demo-data.js';
import type { BrandRecord } from '#demo/records.js';
import { BrandEntity } from '../brands/brand.entity.js';
import { brandChanged } from '../brands/brand.events.js';
import { sortNameOf } from '../brands/brand.repository.js';

/** A brand of the demo data as its row. */
function brandRow({ adsManagerAccount, ...record }: BrandRecord): BrandEntity {
  return Object.assign(new BrandEntity(), {
    ...record,
    sortName: sortNameOf(record.name),
    emailKey: record.email.toLowerCase(),
    advertiserId: adsManagerAccount?.advertiserId ?? null,
    advertiserLinkedAt: adsManagerAccount?.linkedAt ?? null,
  } satisfies BrandEntity);
}

/**
 * Stores the brands of the demo data and their events, in one transaction. Does nothing where that was done before.
 * Nobody gets mail: the addresses are invented.
 * @returns whether anything was stored
 */
export function seedBrands(dataSource: DataSource, demo: DemoData, report: ReportProgress): Promise<boolean> {
  return seedOnce(dataSource, 'demo', async (manager) => {
    const brands = [...demo.brands()].map(brandRow);
    report('brands', 0, brands.length);
    await manager.insert(BrandEntity, brands);
    await appendEvents(manager, brands.map(brandChanged));
    report('brands', brands.length, brands.length);
  });
}
