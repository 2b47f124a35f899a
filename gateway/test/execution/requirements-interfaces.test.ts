import { beforeEach, describe, expect, it } from '@jest/globals';
import { stream } from '../gateway-kit.js';
import { startMediaGraph } from '../graphs/media-graph.js';
import { serveGraph } from '../served-graph.js';

const { gateway, graph } = serveGraph(startMediaGraph);

beforeEach(() => {
  graph.represented.length = graph.reviews.queries.length = 0;
});

/** The data of an operation that is answered without errors. */
async function dataOf(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const { data, errors } = await gateway.run(query, { variables });
  expect(errors).toBeUndefined();
  return data;
}

describe('an interface that a service sees as one object', () => {
  it.each([
    [
      'what one of its objects requires, beside what all have',
      'media { similar { length } ... on Book { pace } }',
      {
        media: [
          { similar: [{ length: 200 }], pace: 'pace of 100' },
          { similar: [{ length: 300 }] },
          { similar: [{ length: 500 }] },
        ],
      },
    ],
    [
      'what one of its objects requires, beside the same field of another service',
      'media { ... on Book { pace } ... on Film { length } }',
      { media: [{ pace: 'pace of 100' }, { length: 200 }, { length: 400 }] },
    ],
    [
      'what nobody may see of another object',
      'media { word ... on Book { rating } }',
      { media: [{ word: 'a word of 1', rating: 0.5 }, { word: 'a word of 2' }, { word: 'a word of 4' }] },
    ],
    [
      'different things of each object',
      'media { ... on Book { rating quote } ... on Film { pace } }',
      { media: [{ rating: 0.5, quote: 'quote of 1' }, { pace: 'pace of 200' }, { pace: 'pace of 400' }] },
    ],
    [
      'type names in fragments on objects, under aliases too',
      'reviewed { ... on Book { id __typename rating } ... on Film { kind: __typename quote } }',
      {
        reviewed: [
          { id: '1', __typename: 'Book', rating: 0.5 },
          { kind: 'Film', quote: 'quote of 2' },
        ],
      },
    ],
    [
      'type names and nothing else',
      'reviewed { ... on Book { __typename } ... on Film { quote } } media { ... on Film { __typename rating @skip(if: true) } }',
      {
        reviewed: [{ __typename: 'Book' }, { quote: 'quote of 2' }],
        media: [{}, { __typename: 'Film' }, { __typename: 'Film' }],
      },
    ],
    [
      'another field of each object under one name',
      'media { ... on Book { it: word } ... on Film { it: quote } }',
      { media: [{ it: 'a word of 1' }, { it: 'quote of 2' }, { it: 'quote of 4' }] },
    ],
    [
      'a field with other arguments of each object',
      'media { ... on Book { word(of: "end") } ... on Film { word(of: "title") } }',
      { media: [{ word: 'end of 1' }, { word: 'title of 2' }, { word: 'title of 4' }] },
    ],
    [
      'objects of a union',
      'anything { __typename ... on Book { pace } ... on Media { word } ... on Shop { name } }',
      {
        anything: [
          { __typename: 'Book', pace: 'pace of 100', word: 'a word of 1' },
          { __typename: 'Shop', name: 'corner' },
          { __typename: 'Film', word: 'a word of 2' },
        ],
      },
    ],
    [
      'objects below one of them',
      'book { pace sequel { quote ... on Film { pace similar { ... on Book { pace } } } } }',
      {
        book: {
          pace: 'pace of 100',
          sequel: { quote: 'quote of 2', pace: 'pace of 200', similar: [{ pace: 'pace of 300' }] },
        },
      },
    ],
  ])('is asked for %s', async (_, selection, expected) => {
    expect(await dataOf(`{ ${selection} }`)).toEqual(expected);
    expect(graph.represented.every(({ __typename, id }) => __typename === 'Media' && id !== undefined)).toBe(true);
  });

  it('is asked for what its objects require under conditions', async () => {
    const query = `query ($book: Boolean!, $film: Boolean!) {
      media { ... on Book @include(if: $book) { pace } ... on Film { word pace @include(if: $film) } }
    }`;
    expect(await dataOf(query, { book: true, film: false })).toEqual({
      media: [{ pace: 'pace of 100' }, { word: 'a word of 2' }, { word: 'a word of 4' }],
    });
    expect(await dataOf(query, { book: false, film: true })).toEqual({
      media: [{}, { word: 'a word of 2', pace: 'pace of 200' }, { word: 'a word of 4', pace: 'pace of 400' }],
    });
  });

  it.each([
    ['by themselves', ''],
    ['beside what is asked of the schema', '__schema { queryType { name } }'],
  ])('has the client’s names in the paths of errors, %s', async (_, schema) => {
    const { data, errors } = await gateway.run(
      `{ ${schema} media { ... on Book { it: word(of: "x") pace } ... on Film { it: word(of: "secrets") quote } } }`,
    );
    expect(errors).toMatchObject([{ path: ['media', 2, 'it'], extensions: { code: 'FORBIDDEN' } }]);
    expect(data.media).toEqual([
      { it: 'x of 1', pace: 'pace of 100' },
      { it: 'secrets of 2', quote: 'quote of 2' },
      { it: null, quote: 'quote of 4' },
    ]);
  });

  it('is asked for what its objects require for each event of a subscription', async () => {
    const client = gateway.client();
    try {
      const query = 'subscription { discussed { word ... on Book { pace __typename } ... on Film { rating } } }';
      const { results } = await stream(client, query);
      expect(results).toEqual([
        { data: { discussed: { word: 'a word of 1', pace: 'pace of 100', __typename: 'Book' } } },
        { data: { discussed: { word: 'a word of 2', rating: 1 } } },
      ]);
    } finally {
      await client.dispose();
    }
  });

  it('is asked in one request, whatever its objects want', async () => {
    await dataOf('{ media { similar { id } ... on Book { pace } ... on Film { quote } } }');
    expect(graph.reviews.queries).toHaveLength(1);
  });
});
