import type { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database/transaction.js';
import { appendEvents } from '#platform/events/outbox.js';
import type { DemoData } from '#demo/demo-data.js';
import type { BrandRecord } from '#demo/records.js';
import { BrandEntity } from '../brands/brand.entity.js';
import { brandChanged } from '../brands/brand.events.js';
import { sortNameOf } from '../brands/brand.repository.js';

/** How far a part of the work is. */
export type ReportProgress = (phase: string, done: number, total: number) => void;

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
  return inTransaction(dataSource, async (manager) => {
    const first: unknown[] = await manager.query(
      `INSERT INTO seeds (name) VALUES ('demo') ON CONFLICT DO NOTHING RETURNING name`,
    );
    if (!first.length) return false;
    const brands = [...demo.brands()].map(brandRow);
    report('brands', 0, brands.length);
    await manager.insert(BrandEntity, brands);
    await appendEvents(manager, brands.map(brandChanged));
    report('brands', brands.length, brands.length);
    return true;
  });
}
