import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHttpServer, type RunningHttpServer } from '../src/http/http-server.js';
import { createLogger } from '../src/logging/logger.js';
import { createMetrics } from '../src/metrics/metrics.js';

/** More bytes than the buffers of both sides take. */
const largeAnswer = 24 * 1024 * 1024;

let http: RunningHttpServer;

beforeAll(async () => {
  http = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: {
      '/half': (_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half an answer');
        throw new Error('and no more');
      },
      '/large': (_request, response) => void response.end(Buffer.alloc(largeAnswer, 'x')),
    },
    readerTimeout: 3_000,
    ready: () => Promise.resolve(),
    logger: createLogger('test', 'silent'),
    metrics: createMetrics('test', { defaults: false }),
  });
});
afterAll(() => http.stop());

/** First line of the answer to a request line as it is, which `fetch` would put right. */
function statusOf(target: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => (answer += String(data)));
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
    socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  });
}

describe('the HTTP server', () => {
  it.each([
    ['//', '404 Not Found'],
    ['//health/live', '404 Not Found'],
    ['/\\', '404 Not Found'],
    ['/health/live?//', '200 OK'],
    ['http://elsewhere.example/health/live', '200 OK'],
    ['http://[::bad/', '400 Bad Request'],
    ['*', '400 Bad Request'],
  ])('answers the target %s with %s', async (target, status) => {
    expect(await statusOf(target)).toBe(`HTTP/1.1 ${status}`);
  });

  it('cuts an answer off that failed halfway, so that nobody waits for the rest', async () => {
    await expect(fetch(`${http.url}/half`).then((answer) => answer.text())).rejects.toThrow();
  });

  /** Asks for what is not there, sends a body after the answer, and gives how much was sent until the connection closed. */
  async function sentUntilClosed(header: string, chunk: Buffer): Promise<{ answer: string; megabytes: number }> {
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => (answer += String(data)));
    socket.on('error', () => undefined);
    let over = false;
    // Not by `once`, which rejects with the error that comes before.
    const closed = new Promise<void>((resolve) => {
      socket.once('close', () => {
        over = true;
        resolve();
      });
    });
    socket.write(`POST /nowhere HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n`);
    while (!answer.includes('404')) await once(socket, 'data');
    const most = 200;
    let megabytes = 0;
    for (; !over && megabytes < most; megabytes += 1)
      if (!socket.write(chunk)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
    if (megabytes === most) socket.destroy();
    await closed;
    return { answer, megabytes };
  }

  const megabyte = 1024 * 1024;
  it.each([
    ['of a length without end', 'Content-Length: 1000000000000', Buffer.alloc(megabyte)],
    ['in chunks', 'Transfer-Encoding: chunked', Buffer.from(`${megabyte.toString(16)}\r\n${'x'.repeat(megabyte)}\r\n`)],
  ])('does not take in a body %s that it has answered without', async (_what, header, chunk) => {
    const { answer, megabytes } = await sentUntilClosed(header, chunk);
    expect(answer).toMatch(/^HTTP\/1.1 404 Not Found\r\n/);
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
    expect(megabytes).toBeLessThan(100);
  });

  it('keeps the connection where a body that it has answered without is short', async () => {
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    let answers = '';
    socket.on('data', (data) => (answers += String(data)));
    socket.write('POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n');
    while (!answers.includes('404')) await once(socket, 'data');
    socket.write('12345GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    await once(socket, 'close');
    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200']);
  });

  it('cuts a reader off that does not take its answer, and serves others meanwhile', async () => {
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
    socket.pause();
    socket.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    expect((await fetch(`${http.url}/health/live`, { headers: { connection: 'close' } })).status).toBe(200);
    let read = 0;
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    socket.on('data', (data) => (read += data.length));
    socket.resume();
    await closed;
    expect(read).toBeLessThan(largeAnswer);
  });

  it('lets a reader go on that takes its answer', async () => {
    const { body } = await fetch(`${http.url}/large`);
    let read = 0;
    for await (const part of body as AsyncIterable<Uint8Array>) read += part.length;
    expect(read).toBe(largeAnswer);
    // The connection is kept, and nothing cuts it off later.
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect((await fetch(`${http.url}/health/live`)).status).toBe(200);
  });

  it('waits at a stop for no connection on which nothing was ever sent', async () => {
    const stopping = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      routes: {},
      ready: () => Promise.resolve(),
      logger: createLogger('test', 'silent'),
      metrics: createMetrics('test', { defaults: false }),
    });
    const accepted = once(stopping.server, 'connection');
    const silent = connect(Number(new URL(stopping.url).port), '127.0.0.1');
    silent.on('error', () => undefined);
    await accepted;
    const started = Date.now();
    await stopping.stop();
    expect(Date.now() - started).toBeLessThan(3_000);
  });
});
