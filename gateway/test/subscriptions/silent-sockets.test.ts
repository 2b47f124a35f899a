import { describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { eventually } from '../gateway-kit.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { rawStatus } from '../http/raw-http.js';
import { serveGraph } from '../served-graph.js';
import { RawSocket } from './raw-socket.js';

const most = 3;

const { identity, gateway } = serveGraph(startLibraryGraph, {
  limits: { pendingSocketsPerAddress: most },
  trustedHops: 1,
});

/** Opens a socket that says nothing by itself. @returns the socket, or the status and wait that it was refused with */
const knock = (address: string, protocol = 'graphql-transport-ws'): Promise<RawSocket | string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(gateway.socketUrl, protocol, { headers: { 'x-forwarded-for': address } });
    const raw = new RawSocket(socket, null);
    socket.once('open', () => resolve(raw));
    socket.once('unexpected-response', (_request, response) =>
      resolve(`${response.statusCode}, again after ${response.headers['retry-after']} s`),
    );
  });
const refused = '429, again after 3 s';

/** Opens one as soon as there is room. */
const whenThereIsRoom = async (address: string): Promise<RawSocket> => {
  let opened: RawSocket | string = refused;
  // Shorter than the wait for `connection_init`, which would make room as well.
  await eventually(async () => typeof (opened = await knock(address)) !== 'string', 2_000);
  return opened as unknown as RawSocket;
};

describe('sockets that have not said whose they are', () => {
  it('are refused beyond as many as an address may have, until one is acknowledged or gone', async () => {
    const address = '198.51.100.1';
    const silent = await Promise.all(Array.from({ length: most }, () => knock(address)));
    expect(silent.filter((raw) => typeof raw === 'string')).toEqual([]);
    const [one, two] = silent as RawSocket[];
    expect(await knock(address)).toBe(refused);
    // Of another address one is none of theirs.
    const other = await knock('198.51.100.2');
    expect(other).toBeInstanceOf(RawSocket);

    one!.send({ type: 'connection_init', payload: { token: await identity.token() } });
    await one!.has('connection_ack');
    const three = await whenThereIsRoom(address);
    expect(await knock(address)).toBe(refused);
    two!.socket.terminate();
    const four = await whenThereIsRoom(address);
    expect(await knock(address)).toBe(refused);
    // Whose end comes after the acknowledgement makes no second place.
    one!.socket.terminate();
    await one!.closed;
    expect(await knock(address)).toBe(refused);
    for (const raw of [...silent, other, three, four] as RawSocket[]) raw.socket.terminate();
  });

  it('take no place any more when they were closed, for whatever reason', async () => {
    const address = '198.51.100.3';
    // Without a protocol of ours, without a key, and with a token that does not hold.
    for (let n = 0; n < most; n += 1) {
      const foreign = new WebSocket(gateway.socketUrl, [], { headers: { 'x-forwarded-for': address } });
      await new Promise((resolve) => foreign.once('close', resolve));
      const keyless = `GET /graphql HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
      expect(await rawStatus(gateway.url, keyless)).toBe(400);
      const raw = await whenThereIsRoom(address);
      raw.send({ type: 'connection_init', payload: { token: 'none' } });
      expect((await raw.closed).code).toBe(4401);
    }
    const silent = await Promise.all(Array.from({ length: most }, () => whenThereIsRoom(address)));
    expect(await Promise.all(silent.map(({ closed }) => closed))).toEqual(
      silent.map(() => ({ code: 4408, reason: 'Connection initialisation timeout' })),
    );
    (await whenThereIsRoom(address)).socket.terminate();
  });
});
