import { describe, expect, it } from '@jest/globals';
import { eventually } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const subscription = 'subscription { ticks }';
const told = 'One client may have at most 3 subscriptions at once.';

const { graph, identity, gateway } = serveGraph(startLibraryGraph, {
  limits: { subscriptionsPerViewer: 3, operationBudget: 100_000 },
});

const listen = (token: string, signal: AbortSignal): Promise<Response> =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: subscription }),
    signal,
  });

describe('a client with as many subscriptions as it may have', () => {
  it('is refused more over any connection, and may have another when one has ended', async () => {
    const token = await identity.token({ sub: 'busy' });
    const sockets = await Promise.all([1, 2].map(() => RawSocket.open(gateway.socketUrl, { token })));
    const [one, two] = sockets as [RawSocket, RawSocket];
    const tab = new AbortController();
    one.subscribe('a', subscription);
    two.subscribe('a', subscription);
    await Promise.all(sockets.map((raw) => raw.has('next', 'a')));
    const events = (await listen(token, tab.signal)).body!.getReader();
    await events.read();
    await eventually(async () => (await gateway.metrics.subscriptions.get()).values[0]?.value === 3);

    two.subscribe('b', subscription);
    await two.has('error', 'b');
    expect(two.of('error', 'b')).toMatchObject([
      { payload: [{ message: told, extensions: { code: 'RATE_LIMITED' } }] },
    ]);
    expect(await (await listen(token, tab.signal)).text()).toContain(told);
    // Queries are none, another client is not this one, and what runs goes on.
    two.subscribe('c', '{ works { title } }');
    await two.has('complete', 'c');
    const other = await RawSocket.open(gateway.socketUrl, { token: await identity.token({ sub: 'other' }) });
    other.subscribe('a', subscription);
    await other.has('next', 'a');
    const seen = one.of('next', 'a').length;
    await eventually(() => one.of('next', 'a').length > seen);

    // Each way of ending makes room for one.
    one.send({ id: 'a', type: 'complete' });
    await again(two, 'd');
    tab.abort();
    await again(two, 'e');
    two.socket.terminate();
    for (const id of ['f', 'g', 'h']) await again(one, id);
    for (const { socket } of [one, other]) socket.terminate();
    await eventually(() => graph.activeStreams() === 0);
  });

  it('has no place taken by what was refused', async () => {
    const raw = await RawSocket.open(gateway.socketUrl);
    for (let n = 0; n < 5; n += 1) {
      raw.subscribe(`r${n}`, subscription);
      await raw.has('error', `r${n}`);
      expect(raw.of('error', `r${n}`)).toMatchObject([{ payload: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    }
    raw.subscribe('a', 'subscription { silent }');
    await eventually(() => graph.activeStreams() === 1);
    raw.socket.terminate();
  });
});

/** Subscribes as soon as there is room. */
async function again(raw: RawSocket, id: string): Promise<void> {
  let tries = 0;
  await eventually(async () => {
    const name = `${id}${(tries += 1)}`;
    raw.subscribe(name, subscription);
    await Promise.race([raw.has('next', name), raw.has('error', name)]);
    return raw.of('next', name).length > 0;
  });
}
