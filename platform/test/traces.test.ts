import { describe, expect, it } from '@jest/globals';
import { withoutValues } from '../src/traces/statement-span.js';
import { readTraceparent } from '../src/traces/traceparent.js';

describe('the text of a statement in a trace', () => {
  it.each([
    ['SELECT * FROM "videos" WHERE id = $1 AND views > $12', 'SELECT * FROM "videos" WHERE id = $1 AND views > $12'],
    [`UPDATE t SET name = 'it''s a secret', n = 4711, f = -47.11`, 'UPDATE t SET name = ?, n = ?, f = -?'],
    [`SELECT unnest($1::int4[]) LIMIT 20`, 'SELECT unnest($1::int4[]) LIMIT ?'],
    [`SELECT ''`, 'SELECT ?'],
  ])('%s', (statement, text) => expect(withoutValues(statement)).toBe(text));
});

it('a later version of traceparent may go on after the flags', () => {
  const [traceId, spanId] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  expect(readTraceparent(`cc-${traceId}-${spanId}-03-what-follows`)).toEqual({
    traceId,
    spanId,
    traceFlags: 1,
    isRemote: true,
  });
  expect(readTraceparent([`00-${traceId}-${spanId}-01`])).toBeUndefined();
});
