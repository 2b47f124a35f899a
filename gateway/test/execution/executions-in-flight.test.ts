import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, stream, TestGateway, type Answer } from '../gateway-kit.js';
import { goodViews, startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

const { graph, identity, gateway } = serveGraph(startLibraryGraph);

/** Requests for `totalViews` that wait at the subgraph until they are let go. */
let held: { answer: (views: number) => void; left: boolean }[];

function answer(response: ServerResponse, data: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
}

beforeEach(() => {
  held = [];
  graph.answerViews((_request, response, { query }) => {
    if (query.startsWith('mutation')) return answer(response, { addView: 1 });
    const entry = { answer: (views: number) => answer(response, { totalViews: views, a: views }), left: false };
    response.once('close', () => (entry.left = !response.writableFinished));
    held.push(entry);
  });
});
afterEach(() => graph.answerViews(goodViews));

const query = '{ totalViews }';
const inFlight = async (count: number): Promise<void> =>
  eventually(async () => (await metric('graphql_operations_joined_total')) >= count);

/** The sum of a metric over its labels. */
async function metric(name: string, labels = ''): Promise<number> {
  const lines = (await gateway.metrics.registry.metrics()).split('\n');
  const values = lines.filter((line) => line.startsWith(name) && line.includes(labels));
  return values.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

describe('identical queries in flight', () => {
  it('are answered by one execution, each as a request of its own', async () => {
    const joined = await metric('graphql_operations_joined_total');
    const counted = await metric('graphql_request_duration_seconds_count');
    const client = gateway.client();
    const answers = Array.from({ length: 9 }, () => gateway.run(query));
    const costly = gateway.run(query, { headers: { 'x-request-cost': '1' } });
    const long = gateway.send({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, extensions: {} }),
    });
    const streamed = stream(client, query);
    await inFlight(joined + 11);
    await eventually(() => held.length === 1);
    held[0]?.answer(7);
    const all = await Promise.all([...answers, costly, long]);
    for (const { data, status } of all) expect([data, status]).toEqual([{ totalViews: 7 }, 200]);
    expect(JSON.parse((await costly).text)).toMatchObject({ extensions: { cost: { estimated: 0 } } });
    expect(new Set(all.map(({ text }) => text)).size).toBe(2);
    expect(new Set(all.map(({ headers }) => headers.get('x-request-id'))).size).toBe(all.length);
    expect((await streamed).results).toEqual([{ data: { totalViews: 7 } }]);
    expect(await metric('graphql_request_duration_seconds_count')).toBe(counted + 12);
    await client.dispose();
    // The next one is executed anew.
    const next = gateway.run(query);
    await eventually(() => held.length === 2);
    held[1]?.answer(8);
    expect((await next).data).toEqual({ totalViews: 8 });
  });

  it('share errors as well, which count for each', async () => {
    const joined = await metric('graphql_operations_joined_total');
    const counted = await metric('graphql_errors_total', 'SUBGRAPH_UNAVAILABLE');
    const waiting: ServerResponse[] = [];
    graph.answerViews((_request, response) => void waiting.push(response));
    const answers = Array.from({ length: 5 }, () => gateway.run(query));
    await inFlight(joined + 4);
    await eventually(() => waiting.length === 1);
    waiting[0]?.writeHead(500).end('no');
    for (const { errors, data } of await Promise.all(answers)) {
      expect(data).toEqual({ totalViews: null });
      expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    }
    expect(await metric('graphql_errors_total', 'SUBGRAPH_UNAVAILABLE')).toBe(counted + 5);
  });

  it('are not shared between tokens, variables, texts or names', async () => {
    const [one, other] = await Promise.all([identity.token(), identity.token({ jti: 'another' })]);
    const byVariable = 'query A($a: Boolean! = true) { totalViews @include(if: $a) } query B { totalViews }';
    const different: Promise<Answer>[] = [
      gateway.run(query),
      gateway.run(query, { token: one }),
      gateway.run(query, { token: other }),
      gateway.run(`${query} `),
      gateway.run(byVariable, { operationName: 'A' }),
      gateway.run(byVariable, { operationName: 'A', variables: { a: true } }),
      gateway.run(byVariable, { operationName: 'B' }),
    ];
    await eventually(() => held.length === different.length);
    held.forEach((entry, n) => entry.answer(n));
    const seen = (await Promise.all(different)).map(({ data }) => data.totalViews as number);
    expect(seen.sort()).toEqual(different.map((_, n) => n));
  });

  it('are not joined across a mutation: who wrote reads what he wrote', async () => {
    const before = gateway.run(query);
    await eventually(() => held.length === 1);
    expect((await gateway.run('mutation { addView(id: "w1") }')).data).toEqual({ addView: 1 });
    const after = gateway.run(query);
    await eventually(() => held.length === 2);
    held[1]?.answer(21);
    expect((await after).data).toEqual({ totalViews: 21 });
    held[0]?.answer(20);
    expect((await before).data).toEqual({ totalViews: 20 });
  });

  it('mutations are executed each by itself', async () => {
    const sent: ServerResponse[] = [];
    graph.answerViews((_request, response) => void sent.push(response));
    const both = [1, 2].map(() => gateway.run('mutation { addView(id: "w1") }'));
    await eventually(() => sent.length === 2);
    sent.forEach((response, n) => answer(response, { addView: n }));
    expect((await Promise.all(both)).map(({ data }) => data.addView as number).sort()).toEqual([0, 1]);
  });

  it('go on for those who stay when one leaves, even the first, and are cancelled when all have left', async () => {
    const joined = await metric('graphql_operations_joined_total');
    const clients = Array.from({ length: 3 }, () => new AbortController());
    const run = ({ signal }: AbortController): Promise<Answer | undefined> =>
      gateway
        .send({
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
          signal,
        })
        .catch(() => undefined);
    const answers = clients.map(run);
    await inFlight(joined + 2);
    await eventually(() => held.length === 1);
    clients[0]?.abort();
    clients[1]?.abort();
    await Promise.all(answers.slice(0, 2));
    expect(held[0]?.left).toBe(false);
    held[0]?.answer(3);
    expect((await answers[2])?.data).toEqual({ totalViews: 3 });

    const leaving = Array.from({ length: 2 }, () => new AbortController());
    const gone = leaving.map(run);
    await inFlight(joined + 3);
    await eventually(() => held.length === 2);
    for (const client of leaving) client.abort();
    await Promise.all(gone);
    await eventually(() => held[1]?.left === true);
    // Whoever comes then is not given the end of it.
    const late = gateway.run(query);
    await eventually(() => held.length === 3);
    held[2]?.answer(4);
    expect((await late).data).toEqual({ totalViews: 4 });
  });

  it('are executed each by itself where that is switched off', async () => {
    const apart = await TestGateway.start(graph.supergraphSdl, identity.identity, { shareInFlight: false });
    try {
      const both = [apart.run(query), apart.run(query)];
      await eventually(() => held.length === 2);
      held.forEach((entry, n) => entry.answer(n));
      expect((await Promise.all(both)).map(({ data }) => data.totalViews as number).sort()).toEqual([0, 1]);
    } finally {
      await apart.stop();
    }
  });
});
