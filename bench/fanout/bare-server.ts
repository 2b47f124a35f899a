// The least that a server on Node's sockets can do for an event: one write of a finished frame to each of them. It speaks
// as much of graphql-transport-ws as the benchmark's clients need; nothing is executed, and all get the same bytes.
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { tick } from './ticker-graph.js';

const sockets = new Set<Socket>();
let sequence = 0;

function frameOf(event: object): Buffer {
  // Ids of clients are UUIDs, all of one length; the clients do not look at them.
  const text = JSON.stringify({ type: 'next', payload: { data: { ticks: event } }, id: 'x'.repeat(36) });
  const length = Buffer.byteLength(text);
  const header = Buffer.from([0x81, 126, 0, 0]);
  header.writeUInt16BE(length, 2);
  return Buffer.concat([header, Buffer.from(text)]);
}

const server = createServer();
const endpoint = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false });
endpoint.on('connection', (socket: WebSocket, { socket: connection }) => {
  socket.on('error', () => undefined);
  socket.on('close', () => sockets.delete(connection));
  socket.on('message', (data) => {
    const { type } = JSON.parse((data as Buffer).toString()) as { type: string };
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type !== 'subscribe') return;
    sockets.add(connection);
    connection.write(frameOf(tick(sequence)));
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
process.on('message', () => {
  sequence += 1;
  const frame = frameOf(tick(sequence));
  for (const socket of sockets) socket.write(frame);
  process.send?.({ sent: true });
});
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` });
process.once('disconnect', () => process.exit());
