import { describe, expect, it } from '@jest/globals';
import { stream } from '../gateway-kit.js';
import { startRoomsGraph } from '../graphs/rooms-graph.js';
import { serveGraph } from '../served-graph.js';

const { gateway } = serveGraph(startRoomsGraph);

describe.each([
  ['by themselves', ''],
  ['beside what is asked of the schema', '__schema { queryType { name } }'],
])('fields that the planner gives names of its own, %s', (_, schema) => {
  it('are answered where they are 0, the empty text, false or null', async () => {
    const fields = 'count note free';
    const { data, errors } = await gateway.run(
      `{ ${schema} beds { ... on Room { ${fields} } ... on Tent { ${fields} } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.beds).toEqual([
      { count: 0, note: '', free: false },
      { count: 0, note: '', free: false },
      { count: 4, note: 'green', free: true },
      { count: null, note: null, free: null },
    ]);
  });

  it('are required where they are 0, the empty text, false or null', async () => {
    const { data, errors } = await gateway.run(
      `{ ${schema} beds { ... on Room { count note free } ... on Tent { price } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.beds.slice(1)).toEqual([
      { price: '[0,"",false]' },
      { price: '[4,"green",true]' },
      { price: '[null,null,null]' },
    ]);
  });

  it('have the client’s names in the paths of errors', async () => {
    const query = `{ ${schema} first { beds { ... on Room { note id: note } ... on Tent { note id: note } } } }`;
    const { data, errors } = await gateway.run(query);
    const codes = { extensions: { code: 'FORBIDDEN' } };
    expect(errors).toMatchObject([
      { path: ['first', 'beds', 1, 'note'], ...codes },
      { path: ['first', 'beds', 1, 'id'], ...codes },
    ]);
    expect(data.first).toEqual({
      beds: [
        { note: '', id: '' },
        { note: null, id: null },
      ],
    });
  });
});

it('fields that the planner gives names of its own are answered for each event of a subscription', async () => {
  const client = gateway.client();
  try {
    const query = 'subscription { booked { ... on Room { count note } ... on Tent { count note price } } }';
    const { results } = await stream(client, query);
    expect(results).toEqual([
      { data: { booked: { count: 0, note: '', price: '[0,"",false]' } } },
      { data: { booked: { count: 0, note: '' } } },
    ]);
  } finally {
    await client.dispose();
  }
});
