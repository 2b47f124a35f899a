import WebSocket from 'ws';
import { eventually } from './gateway-kit.js';

/** A bare WebSocket that speaks the protocol message by message. */
export class RawSocket {
  readonly messages: { id?: string; type: string; payload?: unknown }[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(
    readonly socket: WebSocket,
    init: object | null = {},
  ) {
    socket.on('message', (data) => this.messages.push(JSON.parse((data as Buffer).toString('utf8')) as never));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
    );
    if (init) socket.once('open', () => this.send({ type: 'connection_init', payload: init }));
  }

  static async open(url: string, init: object = {}, options: WebSocket.ClientOptions = {}): Promise<RawSocket> {
    const raw = new RawSocket(new WebSocket(url, 'graphql-transport-ws', options), init);
    await raw.has('connection_ack');
    return raw;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string): void {
    this.send({ id, type: 'subscribe', payload: { query } });
  }

  has(type: string, id?: string, count = 1): Promise<void> {
    return eventually(() => this.of(type, id).length >= count);
  }

  of(type: string, id?: string): { payload?: unknown }[] {
    return this.messages.filter((message) => message.type === type && (id === undefined || message.id === id));
  }
}
