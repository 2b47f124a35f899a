import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/**
 * Stores rows, whole, in one statement: those whose primary key is there are replaced, the others added. The rows
 * travel as one JSON parameter, so that the statement is the same for any number of them.
 */
export async function storeRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (!rows.length) return;
  const { columns, tablePath } = manager.connection.getMetadata(entity);
  const quoted = (name: string): string => `"${name}"`;
  const names = columns.map((column) => quoted(column.databaseName));
  const types = columns.map((column) => {
    const type = manager.connection.driver.normalizeType(column);
    return `${quoted(column.databaseName)} ${type}${column.isArray ? '[]' : ''}`;
  });
  const keys = columns.filter((column) => column.isPrimary).map((column) => quoted(column.databaseName));
  const others = columns.filter((column) => !column.isPrimary).map((column) => quoted(column.databaseName));
  const records = rows.map((row) =>
    Object.fromEntries(
      columns.map((column) => [column.databaseName, (row as Record<string, unknown>)[column.propertyName] ?? null]),
    ),
  );
  await manager.query(
    `INSERT INTO ${tablePath} (${names.join(', ')})
     SELECT ${names.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS row (${types.join(', ')})
     ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [JSON.stringify(records)],
  );
}
