import { connect, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { documentedAnswers } from '../bad-inputs-page.js';
import { eventually } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

/** WebSocket frames that no client library sends. */

const { graph, gateway } = serveGraph(startLibraryGraph, { limits: { body: 50_000 } });

const opcodes = { continuation: 0, text: 1, close: 8, ping: 9 };

/** A frame as RFC 6455, section 5.2, has it; `first` and `second` are bits in place of the good ones. */
function frame(
  opcode: number,
  payload: string | Buffer,
  {
    fin = true,
    reserved = 0,
    masked = true,
    length,
  }: { fin?: boolean; reserved?: number; masked?: boolean; length?: bigint } = {},
): Buffer {
  const body = Buffer.from(payload);
  const size = length ?? BigInt(body.length);
  const short = size < 126n ? Number(size) : size < 65_536n ? 126 : 127;
  const head = Buffer.from([(fin ? 0x80 : 0) | reserved | opcode, (masked ? 0x80 : 0) | short]);
  const extended = Buffer.alloc(short === 126 ? 2 : short === 127 ? 8 : 0);
  if (short === 126) extended.writeUInt16BE(Number(size));
  if (short === 127) extended.writeBigUInt64BE(size);
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([head, extended, Buffer.alloc(masked ? 4 : 0), body]);
}

/** A connection that has shaken hands; frames are written to it byte by byte. */
class FrameSocket {
  received = Buffer.alloc(0);
  readonly gone: Promise<void>;

  private constructor(readonly socket: Socket) {
    socket.on('data', (data: Buffer) => (this.received = Buffer.concat([this.received, data])));
    socket.on('error', () => undefined);
    this.gone = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  static async open(more = ''): Promise<FrameSocket> {
    const { hostname, port } = new URL(gateway.url);
    const opened = new FrameSocket(connect(Number(port), hostname));
    opened.socket.write(
      `GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n${more}\r\n`,
    );
    await eventually(() => opened.text.includes('\r\n\r\n'));
    return opened;
  }

  static async acknowledged(): Promise<FrameSocket> {
    const opened = await FrameSocket.open();
    opened.socket.write(frame(opcodes.text, '{"type":"connection_init"}'));
    await eventually(() => opened.text.includes('connection_ack'));
    return opened;
  }

  get text(): string {
    return this.received.toString('utf8');
  }

  /** How the gateway closed: the code of its close frame, which is its last. */
  async closing(): Promise<string> {
    await eventually(() => this.socket.destroyed || this.closeFrame !== undefined, 10_000);
    const at = this.closeFrame;
    this.socket.destroy();
    await this.gone;
    return at === undefined ? 'cut off' : `closed ${this.received.readUInt16BE(at + 2)}`;
  }

  /** Where the close frame begins: 0x88, its length, a code of two bytes. */
  private get closeFrame(): number | undefined {
    for (let at = this.received.indexOf(0x88); at >= 0; at = this.received.indexOf(0x88, at + 1)) {
      const length = this.received[at + 1] ?? 0;
      if (at + 2 + length === this.received.length && length >= 2) return at;
    }
    return undefined;
  }
}

const subscribe = (query: string): string => JSON.stringify({ id: 'a', type: 'subscribe', payload: { query } });
const people = subscribe('{ people { id } }');

/** Frames, and what is wrong with them; how the socket is closed stands on the page. */
const badFrames: Record<string, Buffer[]> = {
  'a frame that is not masked': [frame(opcodes.text, people, { masked: false })],
  'a compressed frame': [frame(opcodes.text, people, { reserved: 0x40 })],
  'a reserved bit': [frame(opcodes.text, people, { reserved: 0x10 })],
  'a reserved opcode': [frame(3, people)],
  'a continuation of nothing': [frame(opcodes.continuation, people)],
  'a message within another': [frame(opcodes.text, '{', { fin: false }), frame(opcodes.text, people)],
  'a ping of 126 bytes': [frame(opcodes.ping, 'x'.repeat(126))],
  'a ping in fragments': [frame(opcodes.ping, 'x', { fin: false })],
  'a close frame of one byte': [frame(opcodes.close, 'x')],
  'a close frame with a reserved code': [frame(opcodes.close, Buffer.from([0x03, 0xed]))],
  'a frame of 2^62 bytes': [frame(opcodes.text, 'x', { length: 2n ** 62n })],
  'a frame of 1 MB, announced': [frame(opcodes.text, 'x', { length: 1_000_000n })],
  'fragments past the limit together': Array.from({ length: 60 }, (_, n) =>
    frame(n ? opcodes.continuation : opcodes.text, 'x'.repeat(1_000), { fin: false }),
  ),
  '20,000 fragments of one byte': Array.from({ length: 20_000 }, (_, n) =>
    frame(n ? opcodes.continuation : opcodes.text, 'x', { fin: false }),
  ),
  '20,000 empty fragments': Array.from({ length: 20_000 }, (_, n) =>
    frame(n ? opcodes.continuation : opcodes.text, '', { fin: false }),
  ),
  'no UTF-8 over two fragments': [
    frame(opcodes.text, Buffer.from([0x22, 0xc3]), { fin: false }),
    frame(opcodes.continuation, Buffer.from([0x28, 0x22])),
  ],
  'variables of 10,000 levels in `connection_init`, twice': [
    frame(opcodes.text, `{"type":"connection_init","payload":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`),
  ],
};

describe('frames that break the protocol', () => {
  const documented = documentedAnswers('bad-inputs-frames.test.ts');

  it('are all on the page', () => {
    expect(Object.keys(documented).sort()).toEqual(Object.keys(badFrames).sort());
  });

  it.each(Object.keys(badFrames))('%s: closes the socket as the page says, and no other', async (what) => {
    const beside = await FrameSocket.acknowledged();
    const before = graph.peopleViewers.length;
    const bad = await FrameSocket.acknowledged();
    bad.socket.write(Buffer.concat(badFrames[what] ?? []));
    expect(await bad.closing()).toBe(documented[what]);
    expect(graph.peopleViewers.length).toBe(before);
    beside.socket.write(frame(opcodes.text, people));
    await eventually(() => beside.text.includes('{"data":{"people"'));
    beside.socket.destroy();
    await beside.gone;
  });
});

describe('frames that are unusual and good', () => {
  const answered = async (...frames: Buffer[]): Promise<void> => {
    const socket = await FrameSocket.acknowledged();
    for (const one of frames) {
      socket.socket.write(one);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await eventually(() => socket.text.includes('{"data":{'));
    expect(socket.text).toContain('"name":"山田"');
    socket.socket.destroy();
    await socket.gone;
  };
  const query = Buffer.from(subscribe('{ person(id: "p2") { name } } # 山'));

  it('a message in fragments, with pings between and a letter that is split', async () => {
    const letter = query.indexOf(Buffer.from('山'));
    await answered(
      frame(opcodes.text, query.subarray(0, letter + 1), { fin: false }),
      frame(opcodes.ping, 'x'),
      frame(opcodes.continuation, query.subarray(letter + 1, letter + 2), { fin: false }),
      frame(opcodes.continuation, '', { fin: false }),
      frame(opcodes.continuation, query.subarray(letter + 2)),
    );
  });

  it('a frame that comes byte by byte', async () => {
    await answered(...[...frame(opcodes.text, query)].map((byte) => Buffer.from([byte])));
  });

  it('a message in a binary frame', async () => {
    await answered(frame(2, query));
  });

  it('compression is not granted to who asks for it', async () => {
    const socket = await FrameSocket.open('Sec-WebSocket-Extensions: permessage-deflate\r\n');
    expect(socket.text).not.toMatch(/sec-websocket-extensions/i);
    socket.socket.destroy();
    await socket.gone;
  });
});

describe('what `connection_init` brings', () => {
  it.each([
    ['a list', '[]', 'closed 4400'],
    ['a text', '"x"', 'closed 4400'],
    ['a token that is no text', '{"authorization":{"a":1}}', 'closed 4401'],
    ['a token of 100 levels', `{"token":${'['.repeat(100)}${']'.repeat(100)}}`, 'closed 4401'],
    ['a token in `__proto__`', '{"__proto__":{"token":"x"}}', 'acknowledged'],
    ['10,000 levels', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'acknowledged'],
  ])('%s', async (_what, payload, expected) => {
    const socket = await FrameSocket.open();
    socket.socket.write(frame(opcodes.text, `{"type":"connection_init","payload":${payload}}`));
    if (expected === 'acknowledged') {
      await eventually(() => socket.text.includes('connection_ack'));
      socket.socket.destroy();
      await socket.gone;
    } else expect(await socket.closing()).toBe(expected);
  });
});
