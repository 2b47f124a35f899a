import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { acceptedEncoding } from '../../src/http/compression.js';
import { startLibraryGraph } from '../graphs/library-graph.js';
import { serveGraph } from '../served-graph.js';

const { gateway } = serveGraph(startLibraryGraph, {
  allowedOrigins: ['https://app.example.com', 'https://other.example.com'],
});

interface RawAnswer {
  headers: Record<string, unknown>;
  body: Buffer;
}

/** Sends a request without the decompression that fetch does by itself. */
function raw(body: object, headers: Record<string, string>, method = 'POST'): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${gateway.url}/graphql`,
      { method, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
      },
    );
    sent.on('error', reject);
    sent.end(method === 'POST' ? JSON.stringify(body) : undefined);
  });
}

const large = `{ ${Array.from({ length: 49 }, (_, n) => `a${n}: works { id title author { name } }`).join(' ')} }`;
const small = '{ works { id } }';

describe('an encoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate', undefined],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['gzip;q=0, br;q=0', undefined],
    ['br;q=0, *', 'gzip'],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['gzip;q=0.5, identity;q=0.8', undefined],
    ['gzip;q=nonsense', undefined],
  ])('for %s is %s', (header, encoding) => {
    expect(acceptedEncoding(header)).toBe(encoding);
  });
});

describe('an answer', () => {
  const plain = async (query: string): Promise<string> => String((await raw({ query }, {})).body);

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as [string, (body: Buffer) => Buffer][])('that is long is compressed with %s, either way', async (name, expand) => {
    for (const extensions of [undefined, {}]) {
      const { headers, body } = await raw({ query: large, extensions }, { 'accept-encoding': name });
      expect(headers).toMatchObject({ 'content-encoding': name, 'content-length': String(body.length) });
      expect(String(headers.vary)).toMatch(/accept-encoding/);
      expect(body.length).toBeLessThan(1_000);
      expect(String(expand(body))).toBe(await plain(large));
    }
  });

  it('that is short, or for a client that does not take it, is sent as it is', async () => {
    for (const [query, accepted] of [
      [small, 'gzip, br'],
      [large, 'deflate'],
    ] as const) {
      const { headers, body } = await raw({ query }, { 'accept-encoding': accepted });
      expect(headers['content-encoding']).toBeUndefined();
      expect(String(headers.vary)).toMatch(/accept-encoding/);
      expect(String(body)).toBe(await plain(query));
    }
  });
});

describe('a page of another origin', () => {
  const preflight = (origin: string): Promise<RawAnswer> =>
    raw({}, { origin, 'access-control-request-method': 'POST' }, 'OPTIONS');

  it('is granted what it asks for if it is listed: by its own name, without credentials, for a while', async () => {
    for (const origin of ['https://app.example.com', 'https://other.example.com']) {
      const { headers } = await preflight(origin);
      expect(headers).toMatchObject({ 'access-control-allow-origin': origin, 'access-control-max-age': '600' });
      expect(headers['access-control-allow-credentials']).toBeUndefined();
      expect(String(headers.vary)).toMatch(/origin/);
      const answer = await raw({ query: small }, { origin });
      expect(answer.headers['access-control-allow-origin']).toBe(origin);
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it.each(['null', '*', 'https://evil.example', 'http://app.example.com', 'https://app.example.com:8443'])(
    '%s is granted nothing',
    async (origin) => {
      for (const { headers } of [await preflight(origin), await raw({ query: small }, { origin })]) {
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
        expect(String(headers.vary)).toMatch(/origin/);
      }
    },
  );
});
