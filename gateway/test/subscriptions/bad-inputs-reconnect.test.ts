import { describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { eventually } from '../gateway-kit.js';
import { startLogGraph } from '../graphs/log-graph.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const { graph, identity, gateway } = serveGraph(startLogGraph);

const query = 'subscription ($after: Place) { entries(log: "all", after: $after) { sequence reset author { name } } }';

/** Longest to wait for three hundred clients, in ms. */
const patience = 30_000;

/** A client that keeps what it was told over its connections. */
class Viewer {
  readonly sequences: number[] = [];
  readonly wrong: unknown[] = [];
  private socket: RawSocket | undefined;
  private taken = 0;

  constructor(private readonly token: string) {}

  get last(): number {
    return this.sequences.at(-1) ?? 0;
  }

  /** Connects, and goes on after what it was told last. */
  async connect(): Promise<void> {
    this.taken = 0;
    const socket = new WebSocket(gateway.socketUrl, 'graphql-transport-ws');
    this.socket = new RawSocket(socket, { token: this.token });
    // As long as the other waits of this crowd: it is about what gets lost, not about how fast a machine is.
    await this.socket.has('connection_ack', undefined, 1, patience);
    this.socket.send({ id: 'a', type: 'subscribe', payload: { query, variables: { after: this.last } } });
  }

  cut(): Promise<unknown> {
    this.take();
    this.socket?.socket.terminate();
    return this.socket?.closed ?? Promise.resolve();
  }

  /** Takes what has come. */
  take(): number {
    for (const { type, payload } of this.socket?.messages.slice(this.taken) ?? []) {
      this.taken += 1;
      const { entries } =
        (payload as { data?: { entries?: { sequence: number; reset: boolean; author: unknown } } } | undefined)?.data ??
        {};
      if (type === 'next' && entries?.author && !entries.reset) this.sequences.push(entries.sequence);
      else if (type !== 'connection_ack') this.wrong.push({ type, payload });
    }
    return this.last;
  }
}

describe('clients that are cut off all at once', () => {
  it('reconnect all at once: nobody misses anything or gets it twice, requests beside them are answered', async () => {
    const append = (count: number): void => {
      for (let n = 0; n < count; n += 1) graph.append('all', 1);
    };
    append(3);
    const tokens = await Promise.all(Array.from({ length: 10 }, (_, n) => identity.token({ sub: `viewer ${n}` })));
    const viewers = Array.from({ length: 300 }, (_, n) => new Viewer(tokens[n % 10] ?? ''));
    await Promise.all(viewers.map((viewer) => viewer.connect()));
    await eventually(() => viewers.every((viewer) => viewer.take() === 3), patience);
    let total = 3;
    for (let round = 0; round < 3; round += 1) {
      append(2);
      total += 2;
      // In the midst of it: some have been told, others have not.
      await Promise.all(viewers.map((viewer) => viewer.cut()));
      append(3);
      total += 3;
      const beside = Promise.all(
        Array.from({ length: 50 }, (_, n) => gateway.run('{ authors { name } }', { token: tokens[n % 10] ?? '' })),
      );
      await Promise.all(viewers.map((viewer) => viewer.connect()));
      append(1);
      total += 1;
      for (const { status, errors } of await beside) expect([status, errors]).toEqual([200, undefined]);
      await eventually(() => viewers.every((viewer) => viewer.take() === total), patience);
    }
    const all = Array.from({ length: total }, (_, n) => n + 1);
    for (const { sequences, wrong } of viewers) {
      expect(wrong).toEqual([]);
      expect(sequences).toEqual(all);
    }
    await Promise.all(viewers.map((viewer) => viewer.cut()));
    await eventually(() => graph.active() === 0);
  }, 120_000);
});
