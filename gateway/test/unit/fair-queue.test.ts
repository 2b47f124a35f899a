import { beforeEach, describe, expect, it } from '@jest/globals';
import { FairQueue } from '../../src/workers/fair-queue.js';

let time: number;
let queue: FairQueue<string>;

beforeEach(() => {
  time = 0;
  queue = new FairQueue<string>({ waiting: 5, waitingPerClient: 4 }, () => time);
});

const takeAll = (): string[] => {
  const taken: string[] = [];
  for (let next = queue.take(); next; next = queue.take()) taken.push(next.entry);
  return taken;
};

describe('a fair queue', () => {
  it('lets clients take turns, each in its own order', () => {
    for (const entry of ['a1', 'a2', 'a3', 'b1', 'b2']) queue.put(entry[0]!, entry);
    expect(takeAll()).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
    expect(queue.size).toBe(0);
  });

  it('prefers who took least time in the last minute', () => {
    queue.charge('a', 2_000);
    queue.charge('b', 10);
    for (const entry of ['a1', 'b1', 'c1']) queue.put(entry[0]!, entry);
    expect(takeAll()).toEqual(['c1', 'b1', 'a1']);
    time = 60_000;
    for (const entry of ['a2', 'b2']) queue.put(entry[0]!, entry);
    expect(takeAll()).toEqual(['a2', 'b2']);
  });

  it('refuses a client past its share', () => {
    for (const entry of ['a1', 'a2', 'a3', 'a4']) expect(queue.put('a', entry)).toBeUndefined();
    expect(queue.put('a', 'a5')).toBe('a5');
    expect(queue.size).toBe(4);
  });

  it('when full, takes a place from the client with most', () => {
    for (const entry of ['a1', 'a2', 'a3', 'a4', 'b1']) queue.put(entry[0]!, entry);
    expect(queue.put('b', 'b2')).toBe('a4');
    expect(queue.put('c', 'c1')).toBe('a3');
    expect(queue.put('b', 'b3')).toBe('b3');
    expect(queue.size).toBe(5);
    expect(takeAll()).toEqual(['a1', 'b1', 'c1', 'a2', 'b2']);
  });

  it('gives entries up before their turn', () => {
    queue.put('a', 'a1');
    expect(queue.remove('a', 'a1')).toBe(true);
    expect(queue.remove('a', 'a1')).toBe(false);
    expect(queue.take()).toBeUndefined();
  });
});
