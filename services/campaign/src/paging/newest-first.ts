import type { EntityManager, EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { KeysetValue, Page } from '#platform/paging/connection.js';

/** A part of a WHERE clause. It names the list's table by the list's alias. */
export interface Condition {
  sql: string;
  /** Names are unique within a statement. */
  parameters?: ObjectLiteral;
}

/** A row that can stand in a list. */
interface Listed extends ObjectLiteral {
  id: string;
  createdAt: Date;
}

/** A table whose rows are listed, the newest first. */
export interface NewestFirst<Row extends Listed> {
  entity: EntityTarget<Row>;
  alias: string;
}

/** Place of a row in its list. */
export const newestFirstKeyset = (row: Listed): KeysetValue[] => [row.createdAt.toISOString(), row.id];

/** The condition that rows come after the page's cursor. */
function afterCursor(alias: string, page: Page): Condition[] {
  if (!page.after) return [];
  const [createdAt, id] = page.after;
  return [
    {
      sql: `(${alias}.created_at, ${alias}.id) < (CAST(:cursorTime AS timestamptz), CAST(:cursorId AS uuid))`,
      parameters: { cursorTime: createdAt, cursorId: id },
    },
  ];
}

function where<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  conditions: readonly Condition[],
): SelectQueryBuilder<Row> {
  for (const condition of conditions) query.andWhere(`(${condition.sql})`, condition.parameters);
  return query;
}

/** Rows that meet conditions, the newest first: a page of them and one more. */
export function newestRows<Row extends Listed>(
  manager: EntityManager,
  { entity, alias }: NewestFirst<Row>,
  conditions: readonly Condition[],
  page: Page,
): Promise<Row[]> {
  return where(manager.createQueryBuilder(entity, alias), [...conditions, ...afterCursor(alias, page)])
    .orderBy(`${alias}.createdAt`, 'DESC')
    .addOrderBy(`${alias}.id`, 'DESC')
    .limit(page.limit + 1)
    .getMany();
}

/** How many rows meet conditions. */
export function countRows<Row extends Listed>(
  manager: EntityManager,
  { entity, alias }: NewestFirst<Row>,
  conditions: readonly Condition[],
): Promise<number> {
  return where(manager.createQueryBuilder(entity, alias), conditions).getCount();
}

/**
 * The same page of the list of each parent, in one statement.
 * @param parent column that holds the parent's id, and the property that it is mapped to
 */
export async function newestRowsOf<Row extends Listed>(
  manager: EntityManager,
  { entity, alias }: NewestFirst<Row>,
  parent: { column: string; property: keyof Row & string },
  parentIds: readonly string[],
  conditions: readonly Condition[],
  page: Page,
): Promise<Row[][]> {
  const inner: Condition[] = [
    { sql: `${alias}.${parent.column} = parent.id` },
    ...conditions,
    ...afterCursor(alias, page),
  ];
  const table = manager.connection.getMetadata(entity).tableName;
  const rows = await manager
    .createQueryBuilder(entity, alias)
    .where(
      `${alias}.id IN (
         SELECT page.id FROM unnest(CAST(:parentIds AS uuid[])) AS parent (id)
         CROSS JOIN LATERAL (
           SELECT ${alias}.id FROM ${table} ${alias} WHERE ${inner.map(({ sql }) => `(${sql})`).join(' AND ')}
           ORDER BY ${alias}.created_at DESC, ${alias}.id DESC LIMIT :pageLimit) AS page)`,
      inner.reduce<ObjectLiteral>((all, { parameters }) => ({ ...all, ...parameters }), {
        parentIds,
        pageLimit: page.limit + 1,
      }),
    )
    .orderBy(`${alias}.createdAt`, 'DESC')
    .addOrderBy(`${alias}.id`, 'DESC')
    .getMany();
  const groups = new Map<string, Row[]>(parentIds.map((id) => [id, []]));
  for (const row of rows) groups.get(row[parent.property])?.push(row);
  return parentIds.map((id) => groups.get(id) ?? []);
}

/** How many rows each parent's list has, in one statement. */
export async function countRowsOf<Row extends Listed>(
  manager: EntityManager,
  { entity, alias }: NewestFirst<Row>,
  parentColumn: string,
  parentIds: readonly string[],
  conditions: readonly Condition[],
): Promise<number[]> {
  const counted = await where(manager.createQueryBuilder(entity, alias), [
    { sql: `${alias}.${parentColumn} = ANY(:parentIds)`, parameters: { parentIds } },
    ...conditions,
  ])
    .select(`${alias}.${parentColumn}`, 'parent')
    .addSelect('count(*)', 'rows')
    .groupBy(`${alias}.${parentColumn}`)
    .getRawMany<{ parent: string; rows: string }>();
  const counts = new Map(counted.map(({ parent, rows }) => [parent, Number(rows)]));
  return parentIds.map((id) => counts.get(id) ?? 0);
}
