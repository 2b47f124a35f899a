import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { documentedAnswers } from '../bad-inputs-page.js';
import type { Answer } from '../gateway-kit.js';
import { startLyingGraph } from '../graphs/lying-graph.js';
import { serveGraph } from '../served-graph.js';

const { graph, gateway, forOneTest } = serveGraph(startLyingGraph);

/** An item as an honest store has it. */
const honest = {
  __typename: 'Item',
  count: 1,
  sort: 'OLD',
  tags: ['a'],
  shelf: { __typename: 'Shelf', label: 'top', sizes: [1] },
  shelves: [{ __typename: 'Shelf', label: 'low', sizes: [2] }],
  grid: [[{ __typename: 'Shelf', label: 'left' }, null]],
  maker: { __typename: 'Maker', id: 'm1' },
  makers: [{ __typename: 'Maker', id: 'm2' }],
  seal: { __typename: 'Wax', mark: 'M' },
  origin: 'here',
};

const query = `{ items {
  name count sort tags origin
  shelf { label sizes } shelves { label sizes } grid { label }
  maker { email } makers { email } seal { mark }
} }`;

/** What the client reads of an honest item. */
const read = {
  name: 'First',
  count: 1,
  sort: 'OLD',
  tags: ['a'],
  origin: 'here',
  shelf: { label: 'top', sizes: [1] },
  shelves: [{ label: 'low', sizes: [2] }],
  grid: [[{ label: 'left' }, null]],
  maker: { email: 'm1@example.com' },
  makers: [{ email: 'm2@example.com' }],
  seal: { mark: 'M' },
};

/** Lies about the first of two items: what the store says of it, and what the client then reads of that. */
const lies: Record<string, [Record<string, unknown>, Record<string, unknown>]> = {
  'a wrong scalar': [{ count: 'many' }, { count: null }],
  'an object where a scalar belongs': [{ count: { a: 1 } }, { count: null }],
  'a list where a scalar belongs': [{ count: [1] }, { count: null }],
  'an unknown enum value': [{ sort: 'ODD' }, { sort: null }],
  'an object where a list of scalars belongs': [{ tags: { a: 1 } }, { tags: null }],
  'a scalar where a list of scalars belongs': [{ tags: 'a' }, { tags: null }],
  'an object where a list of objects belongs': [{ shelves: honest.shelf }, { shelves: null }],
  'a scalar where a list of objects belongs': [{ shelves: 7 }, { shelves: null }],
  'a list where an object belongs': [{ shelf: [honest.shelf] }, { shelf: null }],
  'a scalar where an object belongs': [{ shelf: 'top' }, { shelf: null }],
  'a list too few': [{ grid: [honest.shelf] }, { grid: [null] }],
  'a list too many': [{ shelves: [[honest.shelf]] }, { shelves: null }],
  'an object where a list of references belongs': [{ makers: honest.maker }, { makers: null }],
  'a list where a reference belongs': [{ maker: [honest.maker] }, { maker: null }],
  'a scalar among references': [{ makers: [honest.maker, 'm2'] }, { makers: [{ email: 'm1@example.com' }, null] }],
  'a type name that is no text': [{ shelf: { ...honest.shelf, __typename: 17 } }, { shelf: null }],
  'a type name of null': [{ shelf: { ...honest.shelf, __typename: null } }, { shelf: null }],
  'an unknown type name': [{ seal: { __typename: 'Lead', mark: 'M' } }, { seal: null }],
  'a number of more than 32 bits': [{ count: 2 ** 31 }, { count: null }],
  'without a field': [{ count: undefined }, { count: null }],
  'without a list': [{ shelves: undefined }, { shelves: null }],
  'without the key of a reference': [{ maker: { __typename: 'Maker' } }, { maker: { email: null } }],
  'without the type name of a reference': [{ maker: { id: 'm1' } }, { maker: { email: null } }],
  'null where none may be': [{ shelf: { ...honest.shelf, label: null } }, { shelf: null }],
  'null in a list that may have none': [{ tags: ['a', null] }, { tags: null }],
};

const store = (first: unknown) => graph.answerStore(() => ({ data: { _entities: [first, honest] } }));

/** What is wrong with an answer in the words of the page. */
function written({ errors }: Answer): string {
  const codes = new Set(errors?.map(({ extensions }) => extensions?.code));
  return `null with ${[...codes].join(', ')}`;
}

describe('a subgraph that answers', () => {
  const documented = documentedAnswers('subgraph-lies.test.ts');

  it('lies of every kind is on the page', () => {
    expect(Object.keys(documented).sort()).toEqual(Object.keys(lies).sort());
  });

  it('the truth is believed', async () => {
    store(honest);
    const { data, errors } = await gateway.run(query);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ items: [read, { ...read, name: 'Second' }] });
  });

  it.each(Object.entries(lies))('%s costs its field alone', async (what, [lie, found]) => {
    store({ ...honest, ...lie });
    const answer = await gateway.run(query);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      items: [
        { ...read, ...found },
        { ...read, name: 'Second' },
      ],
    });
    const [field] = Object.keys(lie);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]?.path?.slice(0, 3)).toEqual(['items', 0, field]);
    expect(written(answer)).toBe(documented[what]);
    expect(answer.text).not.toMatch(/subgraph|__typename|Invalid|127\.0|store|Cannot/);
  });

  it.each([
    ['a list', { best: [{ label: 'x' }] }, { best: null, shelves: [{ label: 'low' }] }],
    ['a scalar', { best: 1 }, { best: null, shelves: [{ label: 'low' }] }],
    ['an object', { shelves: { label: 'low' } }, { best: { label: 'top' }, shelves: null }],
  ])('%s in place of a root field costs that field alone', async (_what, lie, found) => {
    graph.answerStore(() => ({ data: { best: { label: 'top' }, shelves: [{ label: 'low' }], ...lie } }));
    const { data, errors } = await gateway.run('{ best { label } shelves { label } }');
    expect(data).toEqual(found);
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([[Object.keys(lie), 'INTERNAL']]);
  });

  it('a number of more than 32 bits is told beside other errors, too', async () => {
    const error = { message: 'no', path: ['_entities', 0, 'tags'], extensions: { code: 'NOT_FOUND' } };
    graph.answerStore(() => ({
      data: { _entities: [{ ...honest, count: 2 ** 40, tags: null }, honest] },
      errors: [error],
    }));
    const { data, errors } = await gateway.run('{ items { name count tags } }');
    expect(data.items[0]).toEqual({ name: 'First', count: null, tags: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['items', 0, 'tags'], 'NOT_FOUND'],
      [['items', 0, 'count'], 'INTERNAL'],
    ]);
  });

  it('is not blamed for what nobody asks of it', async () => {
    graph.answerStore(() => ({ data: {} }));
    const query = 'mutation ($yes: Boolean!) { tidy @include(if: $yes) { label @skip(if: true) } }';
    const { data, errors } = await gateway.run(query, { variables: { yes: true } });
    expect([data, errors]).toEqual([{ tidy: null }, undefined]);
  });

  it('nothing at all for an entity costs its fields', async () => {
    store({});
    const { data, errors } = await gateway.run('{ items { name count tags } }');
    expect(data).toEqual({
      items: [
        { name: 'First', count: null, tags: null },
        { name: 'Second', count: 1, tags: ['a'] },
      ],
    });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['items', 0, 'count'], 'INTERNAL'],
      [['items', 0, 'tags'], 'INTERNAL'],
    ]);
  });

  it('without a root field costs that field, under the name that the client gave it', async () => {
    graph.answerStore(() => ({ data: {} }));
    const { data, errors } = await gateway.run('{ top: best { label } }');
    expect(data).toEqual({ top: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([[['top'], 'INTERNAL']]);
  });

  it('no type name where the fields depend on it costs nobody an error-free answer that is wrong', async () => {
    store({ ...honest, seal: { mark: 'M' } });
    const { data, errors } = await gateway.run('{ items { seal { ... on Wax { mark } } } }');
    expect(data).toEqual({ items: [{ seal: {} }, { seal: { mark: 'M' } }] });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['items', 0, 'seal'], 'INTERNAL'],
    ]);
  });

  it.each([
    ['plainly', 'here'],
    ['beside a value that needs a closer look', 7],
  ])('an ID as a number is believed, and read as the text that it is: %s', async (_how, origin) => {
    graph.answerStore(({ variables: { representations } }) => ({
      data: representations
        ? { _entities: representations.map(() => ({ ...honest, maker: { __typename: 'Maker', id: 12 }, origin })) }
        : {},
    }));
    const { data } = await gateway.run('{ items { maker { id } tags } item { origin } }');
    expect(data).toMatchObject({ items: [{ maker: { id: '12' } }, { maker: { id: '12' } }] });
  });

  it('errors whose words clients do not get is logged, with its name', async () => {
    const lines: Record<string, unknown>[] = [];
    const sink = new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
        done();
      },
    });
    const logged = await forOneTest({ logger: pino({}, sink) });
    const told = { message: 'no', path: ['shelves'], extensions: { code: 'NOT_FOUND' } };
    const untold = { message: 'boom at http://10.0.0.1', path: ['best'], extensions: { code: 'OUT_OF_STOCK' } };
    const found = () => lines.filter(({ msg }) => msg === 'a subgraph answered with errors');
    graph.answerStore(() => ({ data: { best: null, shelves: null }, errors: [told] }));
    await logged.run('{ best { label } shelves { label } }');
    expect(found()).toEqual([]);
    graph.answerStore(() => ({ data: { best: null, shelves: null }, errors: [untold] }));
    const answer = await logged.run('{ best { label } shelves { label } }');
    expect(answer.text).not.toMatch(/boom|OUT_OF_STOCK/);
    expect(found()).toMatchObject([
      {
        subgraph: 'store',
        requestId: answer.headers.get('x-request-id'),
        errors: [{ message: 'boom at http://10.0.0.1', code: 'OUT_OF_STOCK', path: ['best'] }],
      },
    ]);
    const long = { message: { toString: 1 }, path: ['best'], extensions: { code: { huge: 'x'.repeat(100_000) } } };
    graph.answerStore(() => ({ data: { best: null, shelves: [{ label: 'low' }] }, errors: [long] }));
    const believed = await logged.run('{ best { label } shelves { label } }');
    expect(believed.data).toEqual({ best: null, shelves: [{ label: 'low' }] });
    expect(JSON.stringify(found().pop()).length).toBeLessThan(1_000);
    expect(lines.filter(({ level }) => level === 50)).toEqual([]);
    graph.answerStore(() => ({ data: { best: [1], shelves: null } }));
    await logged.run('{ best { label } shelves { label } }');
    expect(found().at(-1)).toMatchObject({
      subgraph: 'store',
      errors: [{ message: 'not as asked for', path: ['best'] }],
    });
  });

  it('one fault at one place again and again is told once, and another beside it', async () => {
    const fault = (at: string) => ({ message: `no ${at}`, path: [at], extensions: { code: 'NOT_FOUND' } });
    const errors = [fault('best'), fault('shelves'), fault('best'), fault('best')];
    graph.answerStore(() => ({ data: { best: null, shelves: null }, errors }));
    const answer = await gateway.run('{ best { label } shelves { label } }');
    expect(answer.errors?.map(({ path }) => path)).toEqual([['best'], ['shelves']]);
  });

  it('a mutation with a list where an object belongs loses that field alone', async () => {
    graph.answerStore(() => ({ data: { tidy: [{ label: 'x', sizes: { a: 1 } }] } }));
    const { data, errors } = await gateway.run('mutation { tidy { label sizes } }');
    expect(data).toEqual({ tidy: [{ label: 'x', sizes: null }] });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['tidy', 0, 'sizes'], 'INTERNAL'],
    ]);
  });

  it('names that objects have by birth is taken at its word', async () => {
    graph.answerStore(() => ({ data: { constructor: { label: 'top' }, toString: [1] } }));
    const { data, errors } = await gateway.run('{ constructor: best { label } toString: shelves { label } }');
    expect(data).toEqual({ constructor: { label: 'top' }, toString: null });
    expect(errors).toHaveLength(1);
  });
});
