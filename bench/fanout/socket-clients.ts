// Clients of one server, in a process of their own. Each message is a command; each is answered by one message.
import type { Socket } from 'node:net';
import WebSocket from 'ws';
import { clock } from './ticker-graph.js';

/** What the process is told to do. */
export type ClientCommand =
  | { do: 'open'; url: string; count: number; tokens: readonly string[]; query: string; reads: boolean }
  /** Waits until every client has had so many events in all, and tells the latencies of the last. */
  | { do: 'await'; events: number; milliseconds: number }
  /** Resets every connection, as a crashed machine or a cut cable does. */
  | { do: 'reset' }
  | { do: 'closed' };

/** What an event's delivery came to, over the clients of the process. */
export interface Delivery {
  /** Clients that have had all events. */
  complete: number;
  /** Milliseconds from sending the last event, by client. */
  latencies: number[];
}

interface ReadingClient {
  socket: WebSocket;
  events: number;
  latency: number;
}

/** How many connections are opened at once. */
const openedAtOnce = 50;

const clients: ReadingClient[] = [];
let opened = 0;

async function openAll(command: Extract<ClientCommand, { do: 'open' }>): Promise<void> {
  let started = 0;
  await Promise.all(
    Array.from({ length: openedAtOnce }, async () => {
      while (started < command.count) {
        started += 1;
        await open(command);
      }
    }),
  );
}

/** Resolves when the first event has come. */
function open({ url, tokens, query, reads }: Extract<ClientCommand, { do: 'open' }>): Promise<void> {
  return new Promise((resolve, reject) => {
    const token = tokens[opened % Math.max(1, tokens.length)];
    opened += 1;
    // As graphql-ws' own client has it: an id of its own for every operation.
    const id = crypto.randomUUID();
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
    const client: ReadingClient = { socket, events: 0, latency: 0 };
    clients.push(client);
    socket.on('error', reject);
    socket.on('close', (code, reason) => reject(new Error(`closed ${code} ${String(reason)}`)));
    socket.once('open', () =>
      socket.send(
        JSON.stringify({ type: 'connection_init', ...(token && { payload: { authorization: `Bearer ${token}` } }) }),
      ),
    );
    socket.on('message', (data) => {
      const text = (data as Buffer).toString('latin1');
      const at = text.indexOf('"sentAt":');
      if (at >= 0) {
        client.events += 1;
        client.latency = clock() - Number.parseFloat(text.slice(at + 9, at + 35));
        if (client.events === 1) {
          if (!reads) socket.pause();
          resolve();
        }
      } else if (text.includes('connection_ack'))
        socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }));
      else if (text.includes('"error"') || text.includes('"errors"')) reject(new Error(text.slice(0, 300)));
      else if (text.includes('"ping"')) socket.send('{"type":"pong"}');
    });
  });
}

async function delivered(events: number, milliseconds: number): Promise<Delivery> {
  const end = performance.now() + milliseconds;
  const behind = (): boolean => clients.some((client) => client.events < events);
  while (behind() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
  const complete = clients.filter((client) => client.events >= events);
  return { complete: complete.length, latencies: complete.map(({ latency }) => latency) };
}

function resetAll(): void {
  for (const { socket } of clients.splice(0)) {
    socket.removeAllListeners('close');
    socket.removeAllListeners('error');
    socket.on('error', () => undefined);
    // `ws` has no way to reset: the connection beneath does.
    const { _socket: connection } = socket as unknown as { _socket: Socket | null };
    if (connection) connection.resetAndDestroy();
    else socket.terminate();
  }
}

process.on('message', (command: ClientCommand) => {
  void (async () => {
    switch (command.do) {
      case 'open':
        await openAll(command);
        return { opened: clients.length };
      case 'await':
        return delivered(command.events, command.milliseconds);
      case 'reset':
        resetAll();
        return {};
      case 'closed':
        return { closed: clients.filter(({ socket }) => socket.readyState !== WebSocket.OPEN).length };
    }
  })().then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once('disconnect', () => process.exit());
process.send?.({});
