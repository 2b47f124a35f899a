import { describe, expect, it } from '@jest/globals';
import { EventStream, mapStream } from '../../src/execution/event-stream.js';

const overflow = () => new Error('too fast');

describe('a stream of events', () => {
  it('hands over in order, whoever is first', async () => {
    const stream = new EventStream<number>(10, overflow, () => undefined);
    const early = stream.next();
    stream.push(1);
    stream.push(2);
    stream.end();
    expect(await early).toEqual({ value: 1, done: false });
    expect(await stream.next()).toEqual({ value: 2, done: false });
    expect((await stream.next()).done).toBe(true);
    expect((await stream.next()).done).toBe(true);
  });

  it('tells its error once, after what came before', async () => {
    const stream = new EventStream<number>(10, overflow, () => undefined);
    stream.push(1);
    stream.end(new Error('lost'));
    expect((await stream.next()).value).toBe(1);
    await expect(stream.next()).rejects.toThrow('lost');
    expect((await stream.next()).done).toBe(true);
  });

  it('lets go at once while somebody waits, and only once', async () => {
    let released = 0;
    const stream = new EventStream<number>(10, overflow, () => (released += 1));
    const waiting = stream.next();
    await stream.return();
    expect((await waiting).done).toBe(true);
    stream.push(1);
    stream.end();
    expect(released).toBe(1);
  });

  it('is bounded', async () => {
    const stream = new EventStream<number>(2, overflow, () => undefined);
    for (const n of [1, 2, 3]) stream.push(n);
    await expect(stream.next()).rejects.toThrow('too fast');
  });

  it('is mapped one event after the other; who left is told nothing more', async () => {
    const stream = new EventStream<number>(10, overflow, () => undefined);
    const release: (() => void)[] = [];
    const mapped = mapStream(stream, (n) => new Promise<number>((resolve) => release.push(() => resolve(n * 2))));
    stream.push(1);
    stream.push(2);
    const first = mapped.next();
    await new Promise(setImmediate);
    release[0]?.();
    expect(await first).toEqual({ value: 2, done: false });
    const second = mapped.next();
    await new Promise(setImmediate);
    await mapped.return();
    release[1]?.();
    expect((await second).done).toBe(true);
  });
});
