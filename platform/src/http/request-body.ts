import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** A request body that cannot be taken; `status` is the HTTP answer. */
export class BodyError extends Error {
  constructor(
    readonly status: 400 | 413 | 415,
    message: string,
  ) {
    super(message);
    this.name = 'BodyError';
  }
}

const brokenOff = 'The body broke off.';

/**
 * Every piece of a body costs some 200 bytes beside its own: a megabyte in pieces of one byte would be 200. So beyond
 * some pieces, which any sender may need, they must have a length on average. A network's are of 500 bytes or more.
 */
const pieces = { free: 1_000, length: 64 };

/**
 * Reads a body as UTF-8 text.
 * @param limit most bytes
 * @throws BodyError 413 past the limit, 415 for an encoding or charset other than plain UTF-8, 400 when it breaks off, comes
 * in very small pieces or is no UTF-8, which would be read as something else than was sent
 */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    checkHead(request, limit);
    if (request.destroyed) throw new BodyError(400, brokenOff);
    // By listeners: iterating over the stream costs several promises for a body of one piece.
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      const refuse = (error: BodyError): void => {
        request.pause();
        chunks.length = 0;
        reject(error);
      };
      if (size > limit) return refuse(tooLong(limit));
      chunks.push(chunk);
      if (chunks.length > pieces.free && size < chunks.length * pieces.length)
        refuse(new BodyError(400, 'The body comes in too many small pieces.'));
    });
    request.on('end', () => {
      const [only] = chunks;
      const bytes = chunks.length === 1 && only ? only : Buffer.concat(chunks);
      if (isUtf8(bytes)) resolve(bytes.toString('utf8'));
      else reject(new BodyError(400, 'The body is not UTF-8.'));
    });
    // Every request closes: an error made for those that have ended is what a request's stack trace costs.
    const breaksOff = (): void => {
      if (!request.readableEnded) reject(new BodyError(400, brokenOff));
    };
    request.on('error', breaksOff);
    request.on('close', breaksOff);
  });
}

function checkHead({ headers }: IncomingMessage, limit: number): void {
  const encoding = headers['content-encoding'];
  if (encoding && encoding !== 'identity') throw new BodyError(415, 'Send the body without Content-Encoding.');
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset && !/^utf-?8$/i.test(charset)) throw new BodyError(415, 'Send the body as UTF-8.');
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLong(limit);
}

function tooLong(limit: number): BodyError {
  return new BodyError(413, `The body may have at most ${limit} bytes.`);
}
