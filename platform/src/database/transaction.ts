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

/**
 * Whether an error says that the database cannot be reached, or has nothing left to work with: no connection, memory or
 * disk.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state) return ['08', '53', '57P', '58'].some((group) => state.startsWith(group));
  return (
    isConnectionLost(error) ||
    /ECONNREFUSED|Connection terminated|timeout exceeded when trying to connect|Driver not Connected/i.test(
      textOf(error),
    )
  );
}

/** Whether an error says that a connection broke that had been there: on another one the same may succeed at once. */
export function isConnectionLost(error: unknown): boolean {
  return isThrownOut(error) || !!sqlState(error)?.startsWith('08');
}

/** Whether an error says that the server has ended the session, or that nobody is at the other end any more. */
export function isThrownOut(error: unknown): boolean {
  const state = sqlState(error);
  // By an administrator, or with the server process.
  if (state) return state === '57P01' || state === '57P02';
  return /ECONNRESET|EPIPE|Connection terminated unexpectedly|not queryable|already released/i.test(textOf(error));
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${(error as { code?: string }).code ?? ''} ${error.message}` : '';
}

/** Whether an error says that others worked on the same at the same moment: deadlock or serialization failure. */
export function isContention(error: unknown): boolean {
  return retriable.has(sqlState(error) ?? '');
}

/** Whether an error says that a statement, or its wait for a lock, took too long: query_canceled, lock_not_available. */
export function isStatementTimeout(error: unknown): boolean {
  const state = sqlState(error);
  return state === '57014' || state === '55P03';
}

/** Whether the same work may succeed later: the database is away, a lock or a statement took too long, a deadlock. */
export function isTransient(error: unknown): boolean {
  return isDatabaseUnavailable(error) || isContention(error) || isStatementTimeout(error);
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
      if (attempt >= attempts || !isContention(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
  }
}
