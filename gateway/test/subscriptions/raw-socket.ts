import type { Socket } from 'node:net';
import WebSocket from 'ws';

/** Longest to wait for a message unless told otherwise, in ms. */
const patience = 15_000;

/** A bare WebSocket that speaks the protocol message by message. */
export class RawSocket {
  readonly messages: { id?: string; type: string; payload?: unknown }[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly onMessage = new Set<() => void>();

  constructor(
    readonly socket: WebSocket,
    init: object | null = {},
  ) {
    socket.on('message', (data) => {
      this.messages.push(JSON.parse((data as Buffer).toString('utf8')) as never);
      for (const look of this.onMessage) look();
    });
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

  /** Sends messages in one packet, so that they are read one right after the other. */
  sendTogether(...messages: unknown[]): void {
    // `ws` has no such thing of its own.
    const connection = Reflect.get(this.socket, '_socket') as Socket;
    connection.cork();
    for (const message of messages) this.send(message);
    connection.uncork();
  }

  subscribe(id: string, query: string): void {
    this.send({ id, type: 'subscribe', payload: { query } });
  }

  /** Waits for messages. Told by each that comes, so that hundreds of sockets can wait at once for next to nothing. */
  has(type: string, id?: string, count = 1, longest = patience): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.onMessage.delete(look);
        const { readyState } = this.socket;
        const seen = this.messages.map((message) => message.type).join();
        reject(new Error(`no ${count} of ${type} within ${longest} ms: state ${readyState}, got ${seen || 'nothing'}`));
      }, longest);
      const look = (): void => {
        if (this.of(type, id).length < count) return;
        clearTimeout(timer);
        this.onMessage.delete(look);
        resolve();
      };
      this.onMessage.add(look);
      look();
    });
  }

  of(type: string, id?: string): { payload?: unknown }[] {
    return this.messages.filter((message) => message.type === type && (id === undefined || message.id === id));
  }
}
