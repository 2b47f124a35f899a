import { beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, type TestGateway } from '../gateway-kit.js';
import { startLogGraph } from '../graphs/log-graph.js';
import { serveGraph } from '../served-graph.js';
import { faults, Follower } from './log-follower.js';
import { RawSocket } from './raw-socket.js';

// By subject is the default.
const { graph, identity, gateway: bySubject, another } = serveGraph(startLogGraph);
const byRights = another({ streamSharing: 'rights' });

beforeEach(async () => {
  await eventually(() => graph.active() === 0);
  graph.begun.length = 0;
});

const streams = async (gateway: TestGateway): Promise<number> =>
  (await gateway.metrics.streams.get()).values[0]?.value ?? 0;

describe('subscribers with the same operation, variables and rights', () => {
  it('share one upstream and one execution', async () => {
    const token = await identity.token({ sub: 'same' });
    const clients = Array.from({ length: 5 }, () => bySubject.client(token));
    const followers = clients.map((client) => new Follower(client, { log: 'shared' }));
    for (const follower of followers) await follower.has(1);
    const before = graph.joins();
    const begun = graph.begun.length;
    for (const number of [1, 2, 3]) graph.append('shared', number);
    for (const follower of followers) await follower.has(4);
    for (const { entries } of followers) {
      expect(entries).toEqual(followers[0]?.entries);
      expect(entries.map(({ kind, sequence }) => [kind, sequence])).toEqual([
        ['PICTURE', 0],
        ['CHANGE', 1],
        ['CHANGE', 2],
        ['CHANGE', 3],
      ]);
      expect(entries[3]).toMatchObject({ sum: 6, author: { name: 'Ada' } });
    }
    // Those who came a moment later began streams of their own and were moved over.
    await eventually(async () => (await streams(bySubject)) === 1 && graph.active() === 1);
    expect(graph.begun.length).toBe(begun);
    expect(graph.joins() - before).toBe(3);
    followers[0]?.stop();
    graph.append('shared', 4);
    await followers[4]?.has(5);
    expect(followers[0]?.entries).toHaveLength(4);
    for (const client of clients) await client.dispose();
    await eventually(async () => (await streams(bySubject)) === 0 && graph.active() === 0);
  });

  it('are those of one subject, or all with the same rights where services do not decide by subject', async () => {
    const viewers = [
      { sub: 'u1', scope: 'a b', tenant_id: 't1' },
      { sub: 'u2', scope: 'b a', tenant_id: 't1' },
      { sub: 'u3', scope: 'a', tenant_id: 't1' },
      { sub: 'u4', scope: 'a b', tenant_id: 't2' },
      { sub: 'u5', scope: 'a b', tenant_id: 't1', role: 'ADMIN' },
    ];
    for (const [gateway, expected] of [
      [bySubject, 5],
      [byRights, 4],
    ] as const) {
      graph.begun.length = 0;
      const clients = await Promise.all(viewers.map(async (claims) => gateway.client(await identity.token(claims))));
      const followers: Follower[] = [];
      for (const client of clients) {
        followers.push(new Follower(client, { log: `rights ${expected}` }));
        await followers.at(-1)?.has(1);
      }
      graph.append(`rights ${expected}`, 1);
      for (const follower of followers) await follower.has(2);
      await eventually(() => graph.active() === expected);
      const subjects = new Set(graph.begun.map(({ viewer }) => viewer.subject));
      // Nobody's subject stands for the others'.
      if (gateway === byRights) for (const subject of subjects) expect(subject).toMatch(/^rights:/);
      else expect([...subjects].sort()).toEqual(['u1', 'u2', 'u3', 'u4', 'u5']);
      for (const client of clients) await client.dispose();
      await eventually(() => graph.active() === 0);
    }
  });

  it('are told apart by other variables, another selection or a position that says more than one thing', async () => {
    const client = bySubject.client(await identity.token());
    const twice =
      'subscription ($log: ID!, $after: Place) { entries(log: $log, after: $after) { sequence kind @skip(if: false) } }';
    const followers = [
      new Follower(client, { log: 'one' }),
      new Follower(client, { log: 'two' }),
      new Follower(client, { log: 'one' }, twice),
    ];
    for (const follower of followers) await follower.has(1);
    expect(await streams(bySubject)).toBe(3);
    await client.dispose();
  });
});

describe('a subscriber that joins late', () => {
  it('gets its own beginning, then every change once, and shares the stream', async () => {
    const client = byRights.client(await identity.token());
    const first = new Follower(client, { log: 'late' });
    await first.has(1);
    for (const number of [1, 2, 3]) graph.append('late', number);
    await first.has(4);
    const second = new Follower(client, { log: 'late' });
    await second.has(1);
    expect(second.last).toMatchObject({ kind: 'PICTURE', sequence: 3, sum: 6 });
    await eventually(() => graph.active() === 1);
    // One that resumes needs no stream of its own where what it missed is still here.
    const begun = graph.begun.length;
    const third = new Follower(client, { log: 'late', after: 1 });
    await third.has(2);
    expect(graph.begun.length).toBe(begun);
    graph.append('late', 4);
    for (const [follower, places] of [
      [first, [0, 1, 2, 3, 4]],
      [second, [3, 4]],
      [third, [2, 3, 4]],
    ] as const) {
      await follower.has(places.length);
      expect(follower.entries.map(({ sequence }) => sequence)).toEqual(places);
    }
    expect(graph.active()).toBe(1);
    await client.dispose();
  });

  it('without positions joins only a stream that has not begun', async () => {
    const shouts = 'subscription { shouts }';
    const [one, two, three] = (await Promise.all([1, 2, 3].map(() => RawSocket.open(bySubject.socketUrl, {})))) as [
      RawSocket,
      RawSocket,
      RawSocket,
    ];
    one.subscribe('a', shouts);
    await eventually(() => graph.active() === 1);
    two.subscribe('a', shouts);
    await eventually(async () => (await bySubject.metrics.subscriptions.get()).values[0]?.value === 2);
    graph.shout(1);
    await one.has('next', 'a');
    await two.has('next', 'a');
    expect(graph.active()).toBe(1);
    three.subscribe('a', shouts);
    await eventually(() => graph.active() === 2);
    graph.shout(2);
    await three.has('next', 'a');
    await one.has('next', 'a', 2);
    expect(one.of('next').map(({ payload }) => payload)).toEqual([{ data: { shouts: 1 } }, { data: { shouts: 2 } }]);
    expect(three.of('next').map(({ payload }) => payload)).toEqual([{ data: { shouts: 2 } }]);
    for (const { socket } of [one, two, three]) socket.terminate();
  });

  it('at any moment, from any position, misses nothing and gets nothing twice', async () => {
    const random = seeded(7);
    const numbers: number[] = [];
    const sumAt = (place: number): number => numbers.slice(0, place).reduce((sum, n) => sum + n, 0);
    const append = (): void => {
      numbers.push(Math.floor(random() * 100));
      graph.append('random', numbers.at(-1)!);
    };
    for (let n = 0; n < 60; n += 1) append();
    const clients = await Promise.all(
      Array.from({ length: 8 }, async (_, n) => byRights.client(await identity.token({ sub: `random ${n}` }))),
    );
    const joined: { follower: Follower; after: number | null }[] = [];
    for (let n = 0; n < 60; n += 1) {
      const choice = random();
      const after =
        choice < 0.35
          ? null
          : choice < 0.8
            ? Math.floor(numbers.length * (0.9 + random() / 10))
            : 10 + Math.floor(random() * 40);
      joined.push({ follower: new Follower(clients[n % 8]!, { log: 'random', after }), after });
      if (random() < 0.2) joined[Math.floor(random() * joined.length)]?.follower.stop();
      for (let more = Math.floor(random() * 4); more > 0; more -= 1) append();
      if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, random() * 10));
    }
    append();
    const remaining = joined.filter(({ follower }) => !follower.done);
    expect(remaining.length).toBeGreaterThan(30);
    await eventually(() => remaining.every(({ follower }) => follower.last?.sequence === numbers.length), 20_000);
    for (const { follower, after } of joined) {
      expect(faults(follower.entries, after, sumAt)).toEqual([]);
      if (after === null && follower.entries.length) expect(follower.entries[0]?.kind).toBe('PICTURE');
    }
    append();
    await eventually(() => remaining.every(({ follower }) => follower.last?.sequence === numbers.length), 20_000);
    await eventually(() => graph.active() === 1);
    expect(await streams(byRights)).toBe(1);
    for (const client of clients) await client.dispose();
    await eventually(async () => (await streams(byRights)) === 0);
  }, 60_000);
});

describe('a stream whose subgraph is lost', () => {
  it('goes on from the last position, and nobody notices', async () => {
    const client = byRights.client(await identity.token());
    const moving = new Follower(client, { log: 'lost' });
    await moving.has(1);
    graph.append('lost', 1);
    await moving.has(2);
    // One that was told nothing yet is resumed as well.
    const quiet = new Follower(client, { log: 'quiet', after: 0 });
    await eventually(() => graph.active() === 2);
    await graph.stopLogs();
    await eventually(() => graph.active() === 0);
    graph.append('lost', 2);
    graph.append('quiet', 5);
    await graph.startLogs();
    await moving.has(3);
    await quiet.has(1);
    graph.append('lost', 3);
    await moving.has(4);
    expect(moving.entries.map(({ kind, sequence, sum }) => [kind, sequence, sum])).toEqual([
      ['PICTURE', 0, 0],
      ['CHANGE', 1, 1],
      ['CHANGE', 2, 3],
      ['CHANGE', 3, 6],
    ]);
    expect(quiet.entries).toMatchObject([{ kind: 'CHANGE', sequence: 1, reset: false, sum: 5 }]);
    expect([moving.error, quiet.error]).toEqual([undefined, undefined]);
    await client.dispose();
  }, 30_000);

  it('starts anew by the word of the subgraph where its history is gone', async () => {
    const client = byRights.client(await identity.token());
    const follower = new Follower(client, { log: 'trimmed' });
    await follower.has(1);
    graph.append('trimmed', 1);
    await follower.has(2);
    await graph.stopLogs();
    for (const number of [2, 3]) graph.append('trimmed', number);
    graph.trim('trimmed', 2);
    await graph.startLogs();
    await follower.has(3);
    expect(follower.last).toMatchObject({ kind: 'PICTURE', reset: true, sequence: 3, sum: 6 });
    await client.dispose();
  }, 30_000);

  it('ends with a code where it has no positions', async () => {
    const raw = await RawSocket.open(byRights.socketUrl, {});
    raw.subscribe('a', 'subscription { shouts }');
    await eventually(() => graph.active() === 1);
    await graph.stopLogs();
    await raw.has('error', 'a');
    expect(raw.of('error', 'a')[0]?.payload).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    raw.socket.terminate();
    await graph.startLogs();
  }, 30_000);
});

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
