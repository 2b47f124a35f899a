import { isId } from '../database/identifiers.js';
import { badUserInput } from '../errors/graphql-errors.js';
import { parseInstant } from '../graphql/scalars.js';
import { isStorableText } from '../errors/user-errors.js';

/** Most items on a page. */
export const maxPageSize = 100;
const defaultPageSize = 20;

/** Arguments of a connection, as a client sends them. */
export interface ConnectionArguments {
  first?: number | null;
  after?: string | null;
}

/** A value of a keyset: what the list is ordered by, or the id that breaks ties. Null is an unknown value, last in every order. */
export type KeysetValue = string | number | null;

/** A checked page request: `limit` items after the keyset position. */
export interface Page {
  limit: number;
  /** Keyset of the last item seen; null for the first page. */
  after: KeysetValue[] | null;
}

/** A page of rows in the shape of the contract's connections, with `totalCount` left to the caller. */
export interface Connection<Row> {
  edges: { cursor: string; node: Row }[];
  nodes: Row[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

/**
 * An opaque cursor: the keyset of an item, tagged with the list it belongs to.
 * @param list name of the list and its order, such as `creators:FOLLOWERS`; a cursor of another one is refused
 */
export function encodeCursor(list: string, keyset: readonly KeysetValue[]): string {
  return Buffer.from(JSON.stringify([list, ...keyset])).toString('base64url');
}

/** @throws GraphQLError BAD_USER_INPUT for a cursor that is malformed or of another list */
function decodeCursor(list: string, cursor: string, accepts: (keyset: KeysetValue[]) => boolean): KeysetValue[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parts = undefined;
  }
  const wellFormed =
    Array.isArray(parts) &&
    parts[0] === list &&
    parts.every(
      (part) =>
        part === null ||
        (typeof part === 'string' && isStorableText(part)) ||
        (typeof part === 'number' && Number.isFinite(part)),
    ) &&
    accepts((parts as KeysetValue[]).slice(1));
  if (!wellFormed)
    throw badUserInput('after', 'is not a cursor of this list: pass the endCursor of its last page, unchanged.');
  return (parts as KeysetValue[]).slice(1);
}

/**
 * Whether a part of a keyset is a time, just as cursors here write it: a client may make up others, with zones that
 * Postgres does not take.
 */
export function isKeysetTime(value: KeysetValue | undefined): value is string {
  return typeof value === 'string' && parseInstant(value)?.toISOString() === value;
}

/** Accepts the keyset `[time, id]`, which most lists here are ordered by. */
export function isTimeAndId(keyset: KeysetValue[]): boolean {
  return keyset.length === 2 && isKeysetTime(keyset[0]) && isId(keyset[1]);
}

/**
 * Checks the arguments of a connection.
 * @param list see `encodeCursor`
 * @param accepts whether values can be a keyset of this list: they go into SQL, and a client may have made them up
 * @throws GraphQLError BAD_USER_INPUT
 */
export function readPage(
  parameters: ConnectionArguments,
  list: string,
  accepts: (keyset: KeysetValue[]) => boolean,
): Page {
  const limit = parameters.first ?? defaultPageSize;
  if (!Number.isInteger(limit) || limit < 1 || limit > maxPageSize)
    throw badUserInput('first', `must be 1 to ${maxPageSize}.`);
  return { limit, after: parameters.after == null ? null : decodeCursor(list, parameters.after, accepts) };
}

/**
 * Makes a connection of rows that were read with one row more than the page holds.
 * @param rows up to `page.limit + 1` rows in the order of the list
 * @param keysetOf the keyset of a row
 */
export function toConnection<Row>(
  rows: readonly Row[],
  page: Page,
  list: string,
  keysetOf: (row: Row) => KeysetValue[],
): Connection<Row> {
  const nodes = rows.slice(0, page.limit);
  const edges = nodes.map((node) => ({ cursor: encodeCursor(list, keysetOf(node)), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
