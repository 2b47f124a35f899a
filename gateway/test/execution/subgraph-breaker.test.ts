import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../gateway-kit.js';
import { goodViews, startLibraryGraph, type ViewsAnswer } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

const failures = 4;
const json = { 'content-type': 'application/json' };
const times = <Result>(count: number, run: () => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, run));

const { graph, gateway } = serveGraph(startLibraryGraph, {
  // Failures are counted by request.
  shareInFlight: false,
  limits: { subgraphTimeout: 600, breakerFailures: failures, breakerOpenTime: 300, subgraphAnswer: 100_000 },
});

const views = () => gateway.run('{ works { title views } }');
const state = async (): Promise<number | undefined> =>
  (await gateway.metrics.subgraphBreaker.get()).values.find(({ labels }) => labels.subgraph === 'views')?.value;

afterEach(async () => {
  graph.answerViews(goodViews);
  await eventually(async () => {
    await views();
    return (await state()) === 0;
  });
});

/** Faults that speak of a subgraph in trouble. */
const outages: Record<string, ViewsAnswer> = {
  'hangs up': (request) => void request.socket.destroy(),
  'is frozen': () => undefined,
  'stops halfway': (_request, response) => void response.writeHead(200, json).write('{"data":'),
  'answers 503': (_request, response) => void response.writeHead(503, { 'content-type': 'text/html' }).end('<p>'),
};

/** Faults that one operation may be the cause of, or that are answers. */
const answers: Record<string, ViewsAnswer> = {
  'answers with errors': (_request, response) =>
    void response.writeHead(200, json).end('{"data":null,"errors":[{"message":"no"}]}'),
  'answers 500 with errors': (_request, response) =>
    void response.writeHead(500, json).end('{"errors":[{"message":"no"}]}'),
  'answers 404': (_request, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<p>'),
  'answers half a JSON': (_request, response) => void response.writeHead(200, json).end('{"data":{'),
  'answers too much': (_request, response) =>
    void response.writeHead(200, json).end(`{"data":"${'x'.repeat(200_000)}"}`),
};

describe('a subgraph in trouble', () => {
  it.each(Object.entries(outages))('that %s is left alone for a while and found again', async (_what, outage) => {
    graph.answerViews(outage);
    await times(failures, views);
    expect(await state()).toBe(2);
    const asked = graph.viewsRequests.length;
    const refused = await views();
    expect(graph.viewsRequests).toHaveLength(asked);
    expect(refused.status).toBe(200);
    expect(refused.data).toEqual({
      works: [
        { title: 'First', views: null },
        { title: 'Second', views: null },
      ],
    });
    expect(refused.errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['works', 0, 'views'], 'SUBGRAPH_UNAVAILABLE'],
      [['works', 1, 'views'], 'SUBGRAPH_UNAVAILABLE'],
    ]);
    graph.answerViews(goodViews);
    await eventually(async () => (await views()).errors === undefined);
    expect(await state()).toBe(0);
  });

  it('is asked by one request alone when its time has passed', async () => {
    graph.answerViews(outages['hangs up']!);
    await times(failures, views);
    await new Promise((resolve) => setTimeout(resolve, 400));
    graph.answerViews(outages['is frozen']!);
    const asked = graph.viewsRequests.length;
    const found = await times(6, views);
    expect(graph.viewsRequests).toHaveLength(asked + 1);
    const codes = found.map(({ errors }) => errors?.[0]?.extensions?.code).sort();
    expect(codes).toEqual([...Array<string>(5).fill('SUBGRAPH_UNAVAILABLE'), 'TIMEOUT']);
    expect(await state()).toBe(2);
  });

  it('costs the fields of others nothing', async () => {
    graph.answerViews(outages['is frozen']!);
    await times(failures, views);
    const { data, errors } = await gateway.run('{ people { name } totalViews }');
    expect(data.people).toHaveLength(2);
    expect(errors?.map(({ path }) => path)).toEqual([['totalViews']]);
  });
});

describe('a subgraph that answers', () => {
  it.each(Object.entries(answers))('though it %s, is asked on', async (_what, answer) => {
    graph.answerViews(answer);
    for (const { errors } of await times(failures * 3, views)) expect(errors).toHaveLength(2);
    expect(await state()).toBe(0);
  });

  it('is not blamed for clients that leave', async () => {
    graph.answerViews(() => undefined);
    const asked = graph.viewsRequests.length;
    const client = new AbortController();
    const gone = times(failures * 3, () =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: json,
        body: '{"query":"{ totalViews }"}',
        signal: client.signal,
      }).catch(() => undefined),
    );
    await eventually(() => graph.viewsRequests.length === asked + failures * 3);
    client.abort();
    await gone;
    const left = async () =>
      (await gateway.metrics.subgraphDuration.get()).values.find(
        ({ labels, metricName }) => labels.outcome === 'client gone' && metricName?.endsWith('_count'),
      )?.value;
    await eventually(async () => (await left()) === failures * 3);
    expect(await state()).toBe(0);
  });

  it('is not blamed for a time that others used up', async () => {
    graph.answerViews(() => undefined);
    // `works` answers when more than half of the time has passed.
    await times(failures * 2, () => gateway.run('{ slow(milliseconds: 400) works { views } }'));
    expect(await state()).toBe(0);
  });
});
