import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentedAnswers } from '../bad-inputs-page.js';
import { stream } from '../gateway-kit.js';
import { startPagedGraph } from '../graphs/paged-graph.js';
import { RawSocket } from '../subscriptions/raw-socket.js';
import { serveGraph } from '../served-graph.js';

/** Operations that are hostile by their values and names, over HTTP and WebSocket. */

const { graph, gateway, another } = serveGraph(startPagedGraph);
/** Without introspection. */
const closed = another({ introspection: false });
let socket: RawSocket;
let operations = 0;

beforeAll(async () => {
  socket = await RawSocket.open(gateway.socketUrl);
  await gateway.run('{ word(any: [2.5, { a: 1.5 }]) }');
});

afterAll(async () => {
  socket?.socket.terminate();
});

const nested = (levels: number, open: string, close: string): string => open.repeat(levels) + close.repeat(levels);
const word = 'query ($v: Any) { word(any: $v) }';
const report = 'query ($years: Int) { report(years: $years) }';
const payload = (query: string, variables = '{}', more = ''): string =>
  `{"query":${JSON.stringify(query)},"variables":${variables}${more}}`;
const named = (operationName: string): string =>
  payload('query A { report } query B { word }', '{}', `,"operationName":${JSON.stringify(operationName)}`);

/** What is wrong with an operation, and the JSON that asks for it; what it is answered stands on the page. */
const badOperations: Record<string, string> = {
  'a variable of 51 nested lists': payload(word, `{"v":${nested(51, '[', ']')}}`),
  'a variable of 100,000 nested lists': payload(word, `{"v":${nested(100_000, '[', ']')}}`),
  'a variable of 100,000 nested objects': payload(word, `{"v":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`),
  '100,000 nested lists in a variable that nothing uses': payload('{ report }', `{"v":${nested(100_000, '[', ']')}}`),
  'a variable of 60,000 values': payload(word, `{"v":[${'1,'.repeat(59_999)}1]}`),
  '60,000 values in a variable that nothing uses': payload('{ report }', `{"v":[${'{},'.repeat(59_999)}{}]}`),
  'an object for an Int': payload(report, '{"years":{"a":1}}'),
  'a fraction for an Int': payload(report, '{"years":1.5}'),
  '1e400 for an Int': payload(report, '{"years":1e400}'),
  '2^63 for an Int': payload(report, '{"years":9223372036854775808}'),
  'null where none may be': payload('query ($n: Int!) { report(years: $n) }', '{"n":null}'),
  'variables in `__proto__`': payload('query ($n: Int!) { report(years: $n) }', '{"__proto__":{"n":1}}'),
  'a variable called `constructor` that is not sent': payload(
    'query ($constructor: Int!) { report(years: $constructor) }',
  ),
  'an unknown operationName': named('C'),
  'the operationName `__proto__`': named('__proto__'),
  'an operationName of 500 kB': named('x'.repeat(500_000)),
  'several operations and no operationName': payload('query A { report } query B { word }'),
  '`_entities`': payload('{ _entities(representations: []) { __typename } }'),
  '`_service`': payload('{ _service { sdl } }'),
  'an alias of 300 characters': payload(`{ ${'x'.repeat(300)}: report }`),
  'an alias of 500 kB': payload(`{ books { nodes { ${'x'.repeat(500_000)}: id } } }`),
  'a field name of 500 kB': payload(`{ ${'x'.repeat(500_000)} }`),
  'a number of 500,000 digits': payload(`{ report(years: ${'9'.repeat(500_000)}) }`),
  '1e999 in the document, for a custom scalar': payload('{ word(any: 1e999) }'),
  '1e999 in the document, where another number is known': payload('{ word(any: [2.5, { a: -1e999 }]) }'),
  'a number of 400 digits for a custom scalar': payload(`{ word(any: ${'9'.repeat(400)}) }`),
  'half a surrogate in a literal': payload('{ word(text: "\\ud800") }'),
  'a control character in a document': payload('{ word \u0007 }'),
  '`@defer`': payload('{ books { nodes { id ... @defer { title } } } }'),
  'an unknown directive': payload('{ report @constructor }'),
  'a definition of a type': payload('{ report } type A { b: Int }'),
};

const overSocket = async (text: string): Promise<{ type: string; payload?: unknown }> => {
  operations += 1;
  const id = `o${operations}`;
  socket.send(`{"id":"${id}","type":"subscribe","payload":${text}}`);
  await Promise.race([socket.has('next', id), socket.has('error', id)]);
  const message = socket.messages.find((one) => one.id === id);
  if (!message) throw new Error('no message');
  return message;
};

describe('hostile values and names', () => {
  const documented = documentedAnswers('bad-inputs-graphql.test.ts');

  it('are all on the page', () => {
    expect(Object.keys(documented).sort()).toEqual(Object.keys(badOperations).sort());
  });

  it.each(Object.keys(badOperations))('%s: refused over HTTP and WebSocket, no subgraph asked', async (what) => {
    const text = badOperations[what] ?? '';
    const before = graph.asked();
    const answer = await gateway.send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
    expect(`${answer.status} ${answer.errors?.[0]?.extensions?.code}`).toBe(documented[what]);
    expect(answer.data).toBeUndefined();
    expect(answer.text.length).toBeLessThan(6_000);
    const { type, payload: errors } = await overSocket(text);
    expect(type).toBe('error');
    expect(`400 ${(errors as { extensions: { code: string } }[])[0]?.extensions.code}`).toBe(documented[what]);
    expect(JSON.stringify(errors).length).toBeLessThan(6_000);
    expect(graph.asked()).toBe(before);
    expect((await overSocket(payload('{ report }'))).payload).toEqual({ data: { report: 1 } });
  });
});

describe('values that look hostile and are none', () => {
  it.each([
    ['the last of two equal keys', `{"query":"{ report }","query":"{ word }"}`, { word: 'word' }],
    ['minus zero', payload(report, '{"years":-0}'), { report: 1 }],
    ['a variable that nothing declares', payload(report, '{"__proto__":{"years":"x"},"other":1}'), { report: 1 }],
    ['50 nested lists', payload(word, `{"v":${nested(50, '[', ']')}}`), { word: 'word' }],
    [
      'half a surrogate in a variable',
      payload('query ($t: String) { word(text: $t) }', '{"t":"\\ud800"}'),
      { word: 'word' },
    ],
    ['NUL in a variable', payload('query ($t: String) { word(text: $t) }', '{"t":"\\u0000"}'), { word: 'word' }],
    [
      'SQL in a variable',
      payload('query ($t: String) { word(text: $t) }', `{"t":"'; DROP TABLE x; --"}`),
      { word: 'word' },
    ],
    ['a document with a byte order mark', payload('\uFEFF{ report }'), { report: 1 }],
    [
      'a default for a variable called `toString`',
      payload('query ($toString: Int = 1) { report(years: $toString) }'),
      { report: 1 },
    ],
    [
      'an operation called `__proto__`',
      payload('query __proto__ { report }', '{}', ',"operationName":"__proto__"'),
      { report: 1 },
    ],
  ])('%s: the same data over HTTP and WebSocket', async (_what, text, data) => {
    const answer = await gateway.send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
    expect(JSON.parse(answer.text)).toEqual({ data });
    expect(await overSocket(text)).toMatchObject({ type: 'next', payload: { data } });
  });

  it('aliases that objects have by themselves: right data over WebSocket too, nothing polluted', async () => {
    const { payload: result } = await overSocket(
      payload(
        '{ __proto__: word constructor: report hasOwnProperty: books { __proto__: nodes { toString: id __proto__: title } } }',
      ),
    );
    expect(result).toEqual(
      JSON.parse(
        '{"data":{"__proto__":"word","constructor":1,"hasOwnProperty":{"__proto__":[{"toString":"b1","__proto__":"First"}]}}}',
      ),
    );
    expect(({} as { title?: string }).title).toBeUndefined();
  });
});

describe('over WebSocket', () => {
  it.each(['x', 'WyJvdGhlciIsImIxIl0'])('a cursor that is made up or foreign: %s', async (after) => {
    const query = 'query ($after: String) { books(after: $after) { nodes { id } } }';
    const { payload: result } = await overSocket(payload(query, JSON.stringify({ after })));
    expect(result).toMatchObject({
      data: { books: null },
      errors: [{ path: ['books'], extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('introspection and suggestions where they are off', async () => {
    const client = closed.client();
    for (const query of [
      '{ __schema { types { name } } }',
      '{ __type(name: "Book") { name } }',
      '{ wrd }',
      '{ report(year: 1) }',
    ]) {
      const { error } = await stream(client, query);
      expect(error[0]).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
      expect(JSON.stringify(error)).not.toMatch(/Did you mean/);
    }
    await client.dispose();
  });
});
