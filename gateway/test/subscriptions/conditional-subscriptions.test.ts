import { describe, expect, it } from '@jest/globals';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const { graph, gateway } = serveGraph(startLibraryGraph);

describe('a subscription whose root field may be left out', () => {
  it.each([
    ['by @skip', 'subscription { silent @skip(if: true) }'],
    ['by @include, and is not', 'subscription { silent @include(if: true) }'],
    ['by a variable', 'subscription ($without: Boolean = true) { silent @skip(if: $without) }'],
    ['with its fragment', 'subscription { ... @skip(if: true) { silent } }'],
    ['in a fragment', 'subscription { ...F } fragment F on Subscription { silent @include(if: false) }'],
  ])('%s: is refused over every transport', async (_how, query) => {
    const refused = { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
    const raw = await RawSocket.open(gateway.socketUrl);
    raw.subscribe('a', query);
    await raw.has('error', 'a');
    expect(raw.of('error', 'a')).toMatchObject([{ payload: [refused] }]);
    raw.socket.terminate();
    expect(await gateway.run(query)).toMatchObject({ status: 400, errors: [refused] });
    const events = await gateway.run(query, { headers: { accept: 'text/event-stream' } });
    expect(events.text).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(graph.activeStreams()).toBe(0);
  });

  it('is not one that leaves out fields further down', async () => {
    const raw = await RawSocket.open(gateway.socketUrl);
    raw.subscribe('a', 'subscription { workRead(id: "w1") { sequence work @skip(if: true) { id } } }');
    await raw.has('next', 'a');
    expect(raw.of('next', 'a')[0]?.payload).toEqual({ data: { workRead: { sequence: 1 } } });
    raw.socket.terminate();
  });
});
