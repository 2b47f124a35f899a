/** A column of a row set: its name in SQL, its Postgres type, and how to read it off a row. */
export interface RowSetColumn<Row> {
  name: string;
  /** Type of one value, such as `uuid`. */
  type: string;
  value: (row: Row) => unknown;
}

/** Rows as a table in the FROM clause of a statement. */
export interface RowSet {
  /** Such as `unnest($1::uuid[], $2::bigint[]) AS given (id, views)`. */
  sql: string;
  /** One array per column. */
  parameters: unknown[][];
}

/**
 * Hands any number of rows to one statement: one array parameter per column, so the statement's text is the same for
 * one row and for thousands.
 * @param alias name of the table
 * @param before how many parameters the statement has before these
 */
export function rowSet<Row>(
  alias: string,
  columns: readonly RowSetColumn<Row>[],
  rows: readonly Row[],
  before = 0,
): RowSet {
  const arrays = columns.map((column, n) => `$${before + n + 1}::${column.type}[]`);
  return {
    sql: `unnest(${arrays.join(', ')}) AS ${alias} (${columns.map((column) => column.name).join(', ')})`,
    parameters: columns.map((column) => rows.map((row) => storable(column.value(row)))),
  };
}

/** Times in UTC whatever the process's zone; everything else as `pg` writes it. */
function storable(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
