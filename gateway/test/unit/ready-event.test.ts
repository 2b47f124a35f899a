import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { ReadyEvent, type FrameOutput } from '../../src/subscriptions/ready-event.js';
import { eventually } from '../gateway-kit.js';

/** Takes what is written at once, or keeps it as a socket does whose reader is slow. */
class Output implements FrameOutput {
  readonly taken: string[] = [];
  readonly kept: Buffer[] = [];
  corked = 0;

  constructor(private readonly keeps: boolean) {}

  get writableLength(): number {
    return this.kept.reduce((sum, { length }) => sum + length, 0);
  }

  write(chunk: Buffer): boolean {
    if (this.keeps) this.kept.push(chunk);
    else this.taken.push(chunk.toString());
    return true;
  }

  cork(): void {
    this.corked += 1;
  }

  uncork(): void {
    this.corked -= 1;
  }

  /** Messages, without the headers of their frames. */
  get messages(): string[] {
    const text = [...this.taken, ...this.kept.map(String)].join('');
    return text
      .split(/(?=\{"type":"next")/)
      .slice(1)
      .map((part) => part.slice(0, part.lastIndexOf('}') + 1));
  }
}

const message = (payload: string, id: string): string => `{"type":"next","payload":${payload},"id":"${id}"}`;

describe('a frame that is written for many readers', () => {
  const payload = '{"data":{"n":1}}';

  it('has the id of each, also where a reader is slow and the bytes wait', () => {
    const event = new ReadyEvent(payload, undefined);
    const outputs = ['aa', 'bb', 'cc', 'dd', 'e', 'ff', 'gg'].map((id, n) => ({ id, output: new Output(n % 3 === 1) }));
    for (const { id, output } of outputs) event.writeFrame(output, ReadyEvent.tailFor(id));
    for (const { id, output } of outputs) expect(output.messages).toEqual([message(payload, id)]);
  });

  it('is held by a reader that had something waiting before', () => {
    const event = new ReadyEvent(payload, undefined);
    const slow = new Output(true);
    for (const id of ['a', 'b', 'c']) event.writeFrame(slow, ReadyEvent.tailFor(id));
    const quick = new Output(false);
    event.writeFrame(quick, ReadyEvent.tailFor('d'));
    expect(slow.messages).toEqual(['a', 'b', 'c'].map((id) => message(payload, id)));
    expect(quick.messages).toEqual([message(payload, 'd')]);
  });

  it('is one buffer for readers that take it at once', () => {
    const event = new ReadyEvent(payload, undefined);
    const seen = new Set<Buffer>();
    const output: FrameOutput = {
      writableLength: 0,
      write: (chunk) => Boolean(seen.add(chunk)),
      cork: () => undefined,
      uncork: () => undefined,
    };
    for (const id of ['a', 'b', 'c']) event.writeFrame(output, ReadyEvent.tailFor(id));
    expect(seen.size).toBe(1);
  });

  it('is not copied where it is large', () => {
    const large = JSON.stringify({ data: 'x'.repeat(10_000) });
    const event = new ReadyEvent(large, undefined);
    const outputs = [new Output(true), new Output(true)];
    outputs.forEach((output, n) => event.writeFrame(output, ReadyEvent.tailFor(String(n))));
    expect(outputs.map(({ messages }) => messages)).toEqual([[message(large, '0')], [message(large, '1')]]);
    expect(outputs[0]!.kept[0]).toBe(outputs[1]!.kept[0]);
    expect(outputs.map(({ corked }) => corked)).toEqual([0, 0]);
  });
});

describe('a frame on real sockets', () => {
  it('reaches a reader that stops reading for a while as it reaches one that never does', async () => {
    const events = 2_000;
    const payload = (n: number): string => JSON.stringify({ data: { n, text: 'x'.repeat(6_000) } });
    const accepted: Socket[] = [];
    const server = createServer((socket) => accepted.push(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const readers = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    const slow = readers[0]!;
    try {
      const texts = readers.map(() => '');
      readers.forEach((reader, at) => reader.setEncoding('latin1').on('data', (text) => (texts[at] += String(text))));
      slow.pause();
      await eventually(() => accepted.length === 2);
      // Which is which is told by the port that it comes from.
      const outputs = readers.map(({ localPort }) => accepted.find(({ remotePort }) => remotePort === localPort)!);
      let waited = 0;
      for (let n = 0; n < events; n += 1) {
        const event = new ReadyEvent(payload(n), undefined);
        outputs.forEach((output, at) => event.writeFrame(output, ReadyEvent.tailFor(`reader-${at}`)));
        if (outputs[0]!.writableLength && !outputs[1]!.writableLength) waited += 1;
        if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      expect(waited).toBeGreaterThan(0);
      slow.resume();
      const expected = readers.map((_, at) =>
        Array.from({ length: events }, (__, n) => message(payload(n), `reader-${at}`)).join(''),
      );
      await eventually(() => texts.every((text, at) => text.length >= expected[at]!.length + events * 4), 20_000);
      texts.forEach((text, at) => expect(text.replace(/[^]{4}(?=\{"type":"next")/g, '') === expected[at]).toBe(true));
    } finally {
      for (const socket of [...readers, ...accepted]) socket.destroy();
      server.close();
    }
  });
});
