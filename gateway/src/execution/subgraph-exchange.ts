import { Pool, type Dispatcher } from 'undici';

/** Where a subgraph is, and how much it may say. */
export interface ExchangeOptions {
  url: string;
  /** Most bytes of an answer. */
  answerLimit: number;
}

/** What came back. */
export interface ExchangedAnswer {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  /** The whole body; empty where it was not wanted. */
  text: string;
}

/** Most connections to one subgraph. */
const connections = 64;

/** Longest to wait for a connection, in ms. */
const connectTimeout = 2_000;

/** Codes of a connection that broke, so that the request may have reached nobody. */
const brokenConnection = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Sends bytes to one subgraph over kept connections and gives back what it answers. No redirect is followed. */
export class SubgraphExchange {
  private readonly pool: Pool;
  private readonly path: string;

  constructor({ url, answerLimit }: ExchangeOptions) {
    const { origin, pathname, search } = new URL(url);
    this.path = `${pathname}${search}`;
    // The deadline is the request's own, by its signal.
    this.pool = new Pool(origin, {
      connections,
      connect: { timeout: connectTimeout },
      maxResponseSize: answerLimit,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /**
   * Posts a body.
   * @param isWanted whether the body of an answer with this head is worth reading
   * @throws whatever went wrong on the way, or the signal's reason; `isBrokenConnection` and `isTooLong` tell
   */
  async post(
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
    isWanted: (status: number, headers: ExchangedAnswer['headers']) => boolean,
  ): Promise<ExchangedAnswer> {
    const answer = await this.pool.request({ method: 'POST', path: this.path, headers, body, signal });
    const head = { status: answer.statusCode, headers: answer.headers };
    if (isWanted(head.status, head.headers)) return { ...head, text: await answer.body.text() };
    // Read and thrown away, so that the connection can be used again; an endless body closes it.
    await answer.body.dump({ limit: 64 * 1024, signal }).catch(() => undefined);
    return { ...head, text: '' };
  }

  /** Waits for requests under way, then closes the connections. */
  async stop(): Promise<void> {
    await this.pool.close();
  }
}

/** Whether a connection was refused or broke. */
export function isBrokenConnection(error: unknown): boolean {
  return brokenConnection.has(codeOf(error));
}

/** Whether an answer had more bytes than it may have. */
export function isTooLong(error: unknown): boolean {
  return codeOf(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const known = code ?? cause?.code;
  return typeof known === 'string' ? known : '';
}
