import { describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { eventually } from '../gateway-kit.js';
import { startLogGraph } from '../graphs/log-graph.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const { graph, gateway } = serveGraph(startLogGraph, { limits: { socketBufferAge: 3_000 } });

const padding = 200_000;
const padded = (log: string): string =>
  `subscription { entries(log: "${log}", padding: ${padding}) { kind sequence padding } }`;
const closures = async (code: number): Promise<number> =>
  (await gateway.metrics.socketsClosed.get()).values.find(({ labels }) => labels.code === String(code))?.value ?? 0;
const placesOf = (raw: RawSocket): number[] =>
  raw.of('next').map(({ payload }) => (payload as { data: { entries: { sequence: number } } }).data.entries.sequence);

describe('a client that does not read for a while', () => {
  it('gets everything once it reads again, in order, and holds up nobody', async () => {
    const slow = await RawSocket.open(gateway.socketUrl, {});
    const healthy = await RawSocket.open(gateway.socketUrl, {});
    for (const raw of [slow, healthy]) raw.subscribe('a', padded('pause'));
    await slow.has('next', 'a');
    await healthy.has('next', 'a');
    slow.socket.pause();
    // More than the kernel takes, and more than the stream keeps: the rest is resumed at the subgraph.
    for (let n = 1; n <= 60; n += 1) graph.append('pause', 1);
    await eventually(() => placesOf(healthy).at(-1) === 60, 20_000);
    expect(placesOf(slow).length).toBeLessThan(60);
    slow.socket.resume();
    await eventually(() => placesOf(slow).at(-1) === 60, 20_000);
    for (const raw of [slow, healthy]) expect(placesOf(raw)).toEqual(Array.from({ length: 61 }, (_, place) => place));
    // Both read one stream again.
    await eventually(() => graph.active() === 1);
    for (const { socket } of [slow, healthy]) socket.terminate();
    await eventually(() => graph.active() === 0);
  }, 60_000);
});

describe('a client that does not read at all', () => {
  it('is closed with a code, whether it answers pings or not', async () => {
    const before = await closures(4413);
    const silent = await RawSocket.open(gateway.socketUrl, {});
    const ponging = await RawSocket.open(gateway.socketUrl, {});
    for (const raw of [silent, ponging]) {
      raw.subscribe('a', padded('never'));
      await raw.has('next', 'a');
      raw.socket.pause();
    }
    // Pongs prove that the other side lives, and nothing more.
    const pongs = setInterval(() => ponging.socket.readyState === WebSocket.OPEN && ponging.socket.pong(), 100);
    pongs.unref();
    for (let n = 1; n <= 100; n += 1) graph.append('never', 1);
    await eventually(async () => (await closures(4413)) === before + 2, 30_000);
    clearInterval(pongs);
    for (const raw of [silent, ponging]) raw.socket.resume();
    expect(await Promise.all([silent.closed, ponging.closed])).toEqual([
      { code: 4413, reason: 'Slow reader' },
      { code: 4413, reason: 'Slow reader' },
    ]);
    await eventually(() => graph.active() === 0);
  }, 60_000);

  it('is closed where its stream has no positions and what it missed is gone', async () => {
    const before = await closures(4413);
    const raw = await RawSocket.open(gateway.socketUrl, {});
    const healthy = await RawSocket.open(gateway.socketUrl, {});
    // Small events fill no kernel's buffer: a large answer does.
    for (const socket of [raw, healthy]) {
      socket.subscribe('a', 'subscription { shouts }');
      socket.subscribe('b', padded('beside'));
      await socket.has('next', 'b');
    }
    raw.socket.pause();
    for (let n = 1; n <= 60; n += 1) graph.append('beside', 1);
    await eventually(() => healthy.of('next', 'b').length === 61, 20_000);
    for (let n = 1; n <= 400; n += 1) graph.shout(n);
    await eventually(() => healthy.of('next', 'a').length === 400, 20_000);
    raw.socket.resume();
    await raw.closed;
    healthy.socket.terminate();
    expect(await closures(4413)).toBe(before + 1);
    const shouts = raw.of('next', 'a').map(({ payload }) => (payload as { data: { shouts: number } }).data.shouts);
    // No gap up to where it ends.
    expect(shouts).toEqual(shouts.map((_, index) => index + 1));
    await eventually(() => graph.active() === 0);
  }, 60_000);
});
