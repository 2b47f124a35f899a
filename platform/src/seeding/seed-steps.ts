import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction.js';

/** How far a part of the work is. */
export type ReportProgress = (phase: string, done: number, total: number) => void;

/**
 * Stores something once per database, in one transaction: a row of the table `seeds` says that it was done.
 * @returns whether anything was stored
 */
export function seedOnce(
  dataSource: DataSource,
  name: string,
  store: (manager: EntityManager) => Promise<void>,
): Promise<boolean> {
  return inTransaction(dataSource, async (manager) => {
    const first: unknown[] = await manager.query(
      `INSERT INTO seeds (name) VALUES ($1) ON CONFLICT DO NOTHING RETURNING name`,
      [name],
    );
    if (first.length) await store(manager);
    return first.length > 0;
  });
}

/** Hands items on in batches, and reports each. */
export async function inBatches<Item>(
  phase: string,
  items: readonly Item[],
  batchSize: number,
  report: ReportProgress,
  store: (batch: Item[]) => Promise<unknown>,
): Promise<void> {
  report(phase, 0, items.length);
  for (let first = 0; first < items.length; first += batchSize) {
    await store(items.slice(first, first + batchSize));
    report(phase, Math.min(first + batchSize, items.length), items.length);
  }
}
