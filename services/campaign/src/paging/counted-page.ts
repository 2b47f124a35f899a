import {
  isTimeAndId,
  readPage,
  toConnection,
  type ConnectionArguments,
  type Page,
} from '#platform/paging/connection.js';
import type { CountedConnection } from './counted-connection.js';
import { newestFirstKeyset } from './newest-first.js';

/**
 * A connection over rows that are listed the newest first.
 * @param list name of the list, for its cursors
 * @param read rows of a page, and one more
 * @param count how many there are in all; called only when asked for
 * @throws GraphQLError BAD_USER_INPUT for arguments that are out of range, and for a foreign cursor
 */
export async function countedPage<Row extends { id: string; createdAt: Date }>(
  list: string,
  parameters: ConnectionArguments,
  read: (page: Page) => Promise<Row[]>,
  count: () => Promise<number>,
): Promise<CountedConnection<Row>> {
  const page = readPage(parameters, list, isTimeAndId);
  return { ...toConnection(await read(page), page, list, newestFirstKeyset), count };
}
