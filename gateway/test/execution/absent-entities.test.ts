import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../gateway-kit.js';
import { startLyingGraph } from '../graphs/lying-graph.js';
import { serveGraph } from '../served-graph.js';

const { graph, gateway } = serveGraph(startLyingGraph);

const codes = ({ errors }: Answer) => errors?.map(({ path, extensions }) => [path, extensions?.code]);

const gone = { __typename: 'Maker', id: 'gone' };
const known = { __typename: 'Maker', id: 'm1' };
/** `store` says this of the items `i1` and `i2`. */
const store = (first: unknown, second: unknown = {}) =>
  graph.answerStore(({ variables }) =>
    variables.representations
      ? { data: { _entities: variables.representations.map((_, index) => (index ? second : first)) } }
      : { data: first },
  );

describe('a reference to what no subgraph finds', () => {
  it('is null without an error where null may be', async () => {
    store({ best: { label: 'top', item: { __typename: 'Item', id: 'gone' } } });
    const answer = await gateway.run('{ best { label item { name } } }');
    expect(answer.data).toEqual({ best: { label: 'top', item: null } });
    expect(answer.errors).toBeUndefined();
  });

  it('is null without an error in a list that may have nulls, beside others', async () => {
    store({ makers: [known, gone, known] }, { makers: [gone] });
    const answer = await gateway.run('{ items { makers { id title email } } }');
    const read = { id: 'm1', title: 'm1', email: 'm1@example.com' };
    expect(answer.data).toEqual({ items: [{ makers: [read, null, read] }, { makers: [null] }] });
    expect(answer.errors).toBeUndefined();
  });

  it('has null fields where those may be null, as ever', async () => {
    store({ maker: gone });
    const answer = await gateway.run('{ items { maker { email } } }');
    expect(answer.data).toEqual({ items: [{ maker: { email: null } }, { maker: null }] });
    expect(answer.errors).toBeUndefined();
  });

  it('is an error that says so where null may not be', async () => {
    store({ best: { label: 'top', keeper: gone } });
    const answer = await gateway.run('{ best { label keeper { title } } }');
    expect(answer.data).toEqual({ best: null });
    expect(codes(answer)).toEqual([[['best', 'keeper', 'title'], 'NOT_FOUND']]);
  });

  it('is an error that says so where another subgraph knows it', async () => {
    store(null, { origin: 'here' });
    const answer = await gateway.run('{ item { name twin { name origin } } }');
    expect(answer.data).toEqual({ item: { name: 'First', twin: null } });
    expect(codes(answer)).toEqual([[['item', 'twin', 'origin'], 'NOT_FOUND']]);
  });

  it('hides nothing that another field of the answer has wrong', async () => {
    store({ maker: gone, shelf: { label: null } }, { maker: known });
    const answer = await gateway.run('{ items { maker { title } shelf { label } } }');
    expect(answer.data).toEqual({
      items: [
        { maker: null, shelf: null },
        { maker: { title: 'm1' }, shelf: null },
      ],
    });
    expect(codes(answer)).toEqual([[['items', 0, 'shelf', 'label'], 'INTERNAL']]);
  });

  it('is no excuse for a subgraph that answers null where none may be', async () => {
    store({
      best: { label: 'top', keeper: known, item: { __typename: 'Item', id: 'gone' } },
      shelves: [{ label: null }],
    });
    const answer = await gateway.run('{ best { label item { name } } shelves { label } }');
    expect(answer.data).toEqual({ best: { label: 'top', item: null }, shelves: null });
    expect(codes(answer)).toEqual([[['shelves', 0, 'label'], 'INTERNAL']]);
  });
});
