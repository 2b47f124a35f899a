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

/**
 * Reads a body as UTF-8 text.
 * @param limit most bytes
 * @throws BodyError 413 past the limit, 415 for an encoding or charset other than plain UTF-8, 400 when it breaks off
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const encoding = request.headers['content-encoding'];
  if (encoding && encoding !== 'identity') throw new BodyError(415, 'Send the body without Content-Encoding.');
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset && !/^utf-?8$/i.test(charset)) throw new BodyError(415, 'Send the body as UTF-8.');
  if (Number(request.headers['content-length'] ?? 0) > limit)
    throw new BodyError(413, `The body may have at most ${limit} bytes.`);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new BodyError(413, `The body may have at most ${limit} bytes.`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof BodyError ? error : new BodyError(400, 'The body broke off.');
  }
  return Buffer.concat(chunks).toString('utf8');
}
