import { createHash } from 'node:crypto';
import type { EntityManager, QueryRunner } from 'typeorm';
import { userProblem } from '../errors/user-errors.js';

/** JSON with the keys of every object sorted, so that equal inputs have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) && !(part instanceof Date)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, field]) => field !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

/** Makes the table of idempotency keys; called by a service's first migration. */
export async function createIdempotencyTable(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE idempotency_keys (
      scope text NOT NULL,
      key text NOT NULL,
      input_hash bytea NOT NULL,
      result_id uuid NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (scope, key)
    )`);
}

/**
 * Does a thing once per key. The first call reserves the key and runs `work` in the caller's transaction; a later one
 * with the same input gets the id that the first one made. Two at once: the second waits for the first.
 * @param scope whose keys they are and of which mutation, such as `inviteCreator:<brand id>`
 * @param newId id that the work will give to what it makes
 * @returns the id, and whether this call made it
 * @throws UserProblem IDEMPOTENCY_MISMATCH when the key came before with other input
 */
export async function once(
  manager: EntityManager,
  scope: string,
  key: string,
  input: unknown,
  newId: string,
  work: () => Promise<void>,
): Promise<{ id: string; made: boolean }> {
  const hash = createHash('sha256').update(canonicalJson(input)).digest();
  const inserted: unknown[] = await manager.query(
    `INSERT INTO idempotency_keys (scope, key, input_hash, result_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING result_id`,
    [scope, key, hash, newId],
  );
  if (inserted.length) {
    await work();
    return { id: newId, made: true };
  }
  const [present]: { input_hash: Buffer; result_id: string }[] = await manager.query(
    `SELECT input_hash, result_id FROM idempotency_keys WHERE scope = $1 AND key = $2`,
    [scope, key],
  );
  if (!present || !present.input_hash.equals(hash))
    throw userProblem(
      'IDEMPOTENCY_MISMATCH',
      'This idempotencyKey came before with other input: choose a new one.',
      'idempotencyKey',
    );
  return { id: present.result_id, made: false };
}
