import { describe, expect, it } from '@jest/globals';
import { startMediaGraph } from '../graphs/media-graph.js';
import { serveGraph } from '../served-graph.js';

const { gateway } = serveGraph(startMediaGraph);

describe('fragments on objects, within fragments on what the objects are', () => {
  it.each([
    ['an interface', 'book { ... on Media { ... on Book { pages } } }', { book: { pages: 1 } }],
    ['a union', 'book { id ... on Anything { ... on Book { pages } } }', { book: { id: '1', pages: 1 } }],
    ['named ones', 'book { ...Of length }', { book: { pages: 1, id: '1', length: 100 } }],
    [
      'fields of both',
      'book { ... on Media { length ... on Book { pages } id } }',
      { book: { length: 100, pages: 1, id: '1' } },
    ],
    [
      'several',
      'book { ... on Anything { ... on Media { ... on Book { ... on Media { ... on Book { pages } } } } } }',
      { book: { pages: 1 } },
    ],
    [
      'under a condition',
      'book { ... on Media @include(if: true) { ... on Book @skip(if: false) { pages } } }',
      { book: { pages: 1 } },
    ],
    [
      'of another service',
      'book { ... on Media { ... on Book { pace } ... on Film { quote } } }',
      { book: { pace: 'pace of 100' } },
    ],
    ['on other objects', 'book { ... on Media { ... on Film { frames } } }', { book: {} }],
    ['on other objects, beside fields', 'book { ... on Media { ... on Film { frames } id } }', { book: { id: '1' } }],
    [
      'of an interface that stands for itself',
      'media { ... on Media { ... on Anything { ... on Book { pages } } } } ',
      { media: [{ pages: 1 }, {}, {}] },
    ],
  ])('are answered: %s', async (_, selection, expected) => {
    const fragments = selection.includes('...Of')
      ? 'fragment Of on Media { ...Pages ...Frames } fragment Pages on Book { pages ... on Media { id } } fragment Frames on Film { frames }'
      : '';
    for (const beside of ['', '__schema { queryType { name } }']) {
      const { data, errors } = await gateway.run(`{ ${beside} ${selection} } ${fragments}`);
      expect([errors, data]).toEqual([
        undefined,
        { ...(beside && { __schema: { queryType: { name: 'Query' } } }), ...expected },
      ]);
    }
  });

  it('are answered beside errors, where Apollo’s rules shape the answer', async () => {
    const similar = 'similar { similar { similar { rating } } }';
    const { data, errors } = await gateway.run(`{ book { ... on Media { ... on Book { pages ${similar} } } } }`);
    const path = ['book', 'similar', 0, 'similar', 0, 'similar', 0, 'rating'];
    expect(errors).toMatchObject([{ path, extensions: { code: 'FORBIDDEN' } }]);
    expect(data).toEqual({ book: { pages: 1, similar: [{ similar: [{ similar: null }] }] } });
  });
});
