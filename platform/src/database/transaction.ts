import type { DataSource, EntityManager } from 'typeorm';

/** SQLSTATEs after which the same transaction may succeed: serialization_failure, deadlock_detected. */
const retriable = new Set(['40001', '40P01']);
const attempts = 3;

/** SQLSTATE of a database error, if it is one. */
export function sqlState(error: unknown): string | undefined {
  const code =
    (error as { code?: unknown; driverError?: { code?: unknown } } | null)?.driverError?.code ??
    (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether an error says that the database cannot be reached or has no connection to give. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state) return state.startsWith('08') || state.startsWith('57P') || state === '53300';
  // TypeORM lets go of a connection that broke under a transaction; the next statement then finds it `already released`.
  const text = error instanceof Error ? `${(error as { code?: string }).code ?? ''} ${error.message}` : '';
  return /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|timeout exceeded when trying to connect|Driver not Connected|not queryable|already released/i.test(
    text,
  );
}

/** Whether the same work may succeed later: the database is away, a lock or a statement took too long, a deadlock. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error) ?? '';
  return isDatabaseUnavailable(error) || retriable.has(state) || state === '57014' || state === '55P03';
}

/** Whether an error is a violation of a unique constraint. @param constraint its name; any if left out */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  const name =
    (error as { driverError?: { constraint?: string }; constraint?: string }).driverError?.constraint ??
    (error as { constraint?: string }).constraint;
  return constraint === undefined || name === constraint;
}

/**
 * Runs `work` in one transaction, again (up to three times in all) after a deadlock or serialization failure; so it
 * must have no effect outside the database.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await dataSource.transaction(work);
    } catch (error) {
      if (attempt >= attempts || !retriable.has(sqlState(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
  }
}
