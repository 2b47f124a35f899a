import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { eventually } from '../gateway-kit.js';
import { startLogGraph } from '../graphs/log-graph.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const { graph, gateway } = serveGraph(startLogGraph, { limits: { socketsPerViewer: 10_000 } });

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const subscription = 'subscription { entries(log: "reset") { sequence author { name } } }';

/** A subscriber over WebSocket that can be reset. */
const overSocket = async (): Promise<() => void> => {
  const socket = new WebSocket(gateway.socketUrl, 'graphql-transport-ws');
  const connection = new Promise<Socket>((resolve) =>
    socket.once('upgrade', (response: IncomingMessage) => resolve(response.socket)),
  );
  const raw = new RawSocket(socket, {});
  await raw.has('connection_ack');
  raw.subscribe('a', subscription);
  await raw.has('next', 'a');
  const beneath = await connection;
  return () => beneath.resetAndDestroy();
};

/** A subscriber over Server-Sent Events that can be reset. */
const overEvents = async (): Promise<() => void> => {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (data) => (text += String(data)));
  const body = JSON.stringify({ query: subscription });
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await eventually(() => text.includes('event: next'));
  return () => socket.resetAndDestroy();
};

const resetMany = async (count: number): Promise<void> => {
  for (let done = 0; done < count; done += 20) {
    const resets = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 4 ? overSocket() : overEvents())));
    // In the middle of an event.
    graph.append('reset', 1);
    for (const reset of resets) reset();
  }
  const { streams, subscriptions, sockets } = gateway.metrics;
  for (const gauge of [streams, subscriptions, sockets])
    await eventually(async () => (await gauge.get()).values[0]?.value === 0, 10_000);
  await eventually(() => graph.active() === 0);
};

/** What the process holds when nothing runs. */
const holdings = async (): Promise<{ heap: number; handles: number }> => {
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  collect();
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  return { heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length };
};

describe('connections that are reset in the middle of a subscription', () => {
  it('leave no stream, no handle and no memory behind', async () => {
    await resetMany(200);
    const before = await holdings();
    await resetMany(600);
    const after = await holdings();
    // Some kilobytes each, if anything of them stayed.
    expect(after.heap - before.heap).toBeLessThan(2_000_000);
    expect(after.handles - before.handles).toBeLessThan(20);
  }, 120_000);
});
