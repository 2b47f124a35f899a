import { describe, expect, it } from '@jest/globals';
import { placeWalk } from '../../src/execution/compile/entity-places.js';
import type { JsonObject } from '../../src/execution/own-property.js';

/** A way is gone step by step the first time, and compiled from then on; nobody may see a difference. */

const both = ['the first time', 'compiled'] as const;

/** What is visited at a path, or what is thrown; and the data afterwards, where each place became a text. */
const walked = (path: string[], data: string, way: (typeof both)[number]): unknown => {
  const walk = placeWalk(path);
  if (way === 'compiled') walk({}, (value) => value);
  const seen: unknown[] = [];
  const json = JSON.parse(data) as JsonObject;
  try {
    walk(json, (value) => {
      seen.push(value);
      return path.length ? `seen ${seen.length}` : value;
    });
  } catch (error) {
    return (error as Error).message;
  }
  return { seen, data: json };
};

const aList = 'A path of the plan meets a list where it expects none.';
const noList = 'A path of the plan expects a list where the data has none.';

describe.each(both)('the way along a path, %s', (way) => {
  it.each<[string, string[], string, unknown]>([
    ['an object', ['a', 'b'], '{"a":{"b":{"c":1}}}', { seen: [{ c: 1 }], data: { a: { b: 'seen 1' } } }],
    ['elements', ['a', '@'], '{"a":[1,null,2]}', { seen: [1, 2], data: { a: ['seen 1', null, 'seen 2'] } }],
    [
      'lists in lists',
      ['a', '@', '@', 'b'],
      '{"a":[[{"b":1}],[],null,[{}]]}',
      { seen: [1], data: { a: [[{ b: 'seen 1' }], [], null, [{}]] } },
    ],
    ['nothing', ['a', 'b', 'c'], '{"a":{"b":null}}', { seen: [], data: { a: { b: null } } }],
    ['no object', ['a', 'b'], '{"a":"text"}', { seen: [], data: { a: 'text' } }],
    ['an inherited name', ['constructor', 'name'], '{}', { seen: [], data: {} }],
    ['a list too many', ['a', 'b'], '{"a":[{"b":1}]}', aList],
    ['a list too few', ['a', '@', 'b'], '{"a":{"b":1}}', noList],
    ['a text for a list', ['a', '@'], '{"a":"text"}', noList],
  ])('meets %s', (_what, path, data, expected) => {
    expect(walked(path, data, way)).toEqual(expected);
  });
});
