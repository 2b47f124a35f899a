import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { BoundedCache } from '#platform/caching/bounded-cache.js';
import type { ClientResult } from '../operations/client-result.js';

/** Ways to compress, the better one first. */
const encodings = ['br', 'gzip'] as const;

/** One of these. */
export type Encoding = (typeof encodings)[number];

const gzipped = promisify(gzip);
const brotliCompressed = promisify(brotliCompress);

// What takes longer gains a few per cent of answers that are sent once.
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const gzipOptions = { level: 1 };

// Several requests may be answered by one result.
const kept = new WeakMap<ClientResult, Map<Encoding, Promise<Buffer>>>();

/** Compresses a body, on a thread of its own. */
export function compress(body: string | Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === 'br' ? brotliCompressed(body, brotliOptions) : gzipped(body, gzipOptions);
}

/** Compresses the body of a result, once for all who are answered by it. */
export function compressOnce(result: ClientResult, body: string | Buffer, encoding: Encoding): Promise<Buffer> {
  let byEncoding = kept.get(result);
  if (!byEncoding) kept.set(result, (byEncoding = new Map<Encoding, Promise<Buffer>>()));
  let compressed = byEncoding.get(encoding);
  if (!compressed) byEncoding.set(encoding, (compressed = compress(body, encoding)));
  return compressed;
}

/**
 * The way to compress that a client takes, by `Accept-Encoding` with its weights (RFC 9110, 12.5.3).
 * @returns undefined where the answer is to be sent as it is
 */
export function acceptedEncoding(header: string | string[] | undefined): Encoding | undefined {
  if (typeof header !== 'string') return undefined;
  let found = known.get(header);
  if (!found) known.set(header, (found = { encoding: findEncoding(header) }));
  return found.encoding;
}

const known = new BoundedCache<string, { encoding: Encoding | undefined }>(200);

function findEncoding(header: string): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const part of header.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    weights.set(name, weight === undefined ? 1 : Number(weight) || 0);
  }
  const weightOf = (name: string): number => weights.get(name) ?? weights.get('*') ?? 0;
  const plain = weights.get('identity') ?? 0;
  const [best] = encodings.filter((name) => weightOf(name) > 0).sort((one, other) => weightOf(other) - weightOf(one));
  return best && weightOf(best) >= plain ? best : undefined;
}
