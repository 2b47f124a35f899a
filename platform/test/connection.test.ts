import { describe, expect, it } from '@jest/globals';
import { encodeCursor, isTimeAndId, readPage, toConnection } from '../src/paging/connection.js';

const id = '0192f0c1-0000-7000-8000-000000000001';
const keyset = ['2026-01-01T00:00:00.000Z', id];

describe('connection', () => {
  it('gives pages that say where they stand', () => {
    const page = readPage({ first: 2 }, 'things', isTimeAndId);
    const connection = toConnection([1, 2, 3], page, 'things', (n) => [`2026-01-0${n}T00:00:00.000Z`, id]);
    expect(connection.nodes).toEqual([1, 2]);
    expect(connection.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(readPage({ after: connection.pageInfo.endCursor }, 'things', isTimeAndId).after).toEqual([
      '2026-01-02T00:00:00.000Z',
      id,
    ]);
  });

  it('has null cursors on an empty page', () => {
    expect(toConnection([], readPage({}, 'things', isTimeAndId), 'things', () => []).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it.each([0, -1, 101, 1e9, 1.5, Number.NaN])('refuses first: %p', (first) => {
    expect(() => readPage({ first }, 'things', isTimeAndId)).toThrow(
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }),
    );
  });

  it.each([
    ['nonsense', 'no-cursor'],
    ['empty', ''],
    ['of another list', encodeCursor('others', keyset)],
    ['with too many values', encodeCursor('things', [...keyset, 1])],
    ['with an id that is none', encodeCursor('things', [keyset[0]!, "' OR 1=1"])],
    ['with a time that is none', encodeCursor('things', ['now()', id])],
    ['with a year that Postgres does not know', encodeCursor('things', ['0000-01-01T00:00:00.000Z', id])],
    ['with a zone that Postgres does not take', encodeCursor('things', ['2026-01-01T00:00:00+23:59', id])],
    ['with a time that is written otherwise', encodeCursor('things', ['2026-01-01T24:00:00Z', id])],
    ['with a NUL', encodeCursor('things', ['\0', id])],
    ['with an object', Buffer.from(JSON.stringify(['things', {}, id])).toString('base64url')],
  ])('refuses a cursor that is %s', (_name, after) => {
    expect(() => readPage({ after }, 'things', isTimeAndId)).toThrow(/cursor of this list/);
  });
});
