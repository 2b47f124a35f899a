import type { EntityManager } from 'typeorm';

/** Notes that creators are to be measured again, in the transaction that changed their videos' totals. */
export async function markCreatorsDirty(manager: EntityManager, creatorIds: readonly string[]): Promise<void> {
  if (!creatorIds.length) return;
  await manager.query(`INSERT INTO dirty_creators (creator_ids) VALUES ($1::uuid[])`, [[...new Set(creatorIds)]]);
}

/**
 * Takes the marks of up to `limit` transactions away, the oldest first; those that another process is taking are passed
 * over.
 * @returns the creators, each once; undefined when there are no marks
 */
export async function takeDirtyCreators(manager: EntityManager, limit: number): Promise<string[] | undefined> {
  const rows: { creator_ids: string[] }[] = await manager.query(
    `WITH taken AS (
       DELETE FROM dirty_creators
       WHERE id IN (SELECT id FROM dirty_creators ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING creator_ids
     ) SELECT creator_ids FROM taken`,
    [limit],
  );
  return rows.length ? [...new Set(rows.flatMap((row) => row.creator_ids))] : undefined;
}
