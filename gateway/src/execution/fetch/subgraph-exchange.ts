import type { IncomingHttpHeaders } from 'node:http';
import { Pool, type Dispatcher } from 'undici';
import type { Deadline } from './deadline.js';

/** Where a subgraph is, and how much it may say. */
export interface ExchangeOptions {
  url: string;
  /** Most bytes of an answer. */
  answerLimit: number;
}

/** What came back. */
export interface ExchangedAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** The whole body; empty where it was not wanted. */
  text: string;
}

/** Looks at an answer's head. */
export type HeadCheck = (status: number, headers: IncomingHttpHeaders) => boolean;

/** Most bytes of a body that are read only to keep the connection. */
const maxUnwanted = 64 * 1024;

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
   * @param headers names and values in turn
   * @param isWanted whether the body of an answer with this head is worth reading
   * @throws whatever went wrong on the way; `isBrokenConnection`, `isTooLong` and the deadline tell what it was
   */
  post(headers: string[], body: string, deadline: Deadline, isWanted: HeadCheck): Promise<ExchangedAnswer> {
    return new Promise((resolve, reject) => {
      const reader = new AnswerReader(deadline, isWanted, resolve, reject);
      this.pool.dispatch({ method: 'POST', path: this.path, headers, body }, reader);
    });
  }

  /** Waits for requests under way, then closes the connections. */
  async stop(): Promise<void> {
    await this.pool.close();
  }
}

/** Reads one answer. It has no signal and no stream, which would cost as much as all the rest of a request. */
class AnswerReader implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private status = 0;
  private headers: IncomingHttpHeaders = {};
  private wanted = false;
  private readonly chunks: Buffer[] = [];
  private unwanted = 0;
  private settled = false;
  private readonly giveUp = (why: string): void => this.fail(new Error(why));

  constructor(
    private readonly deadline: Deadline,
    private readonly isWanted: HeadCheck,
    private readonly resolve: (answer: ExchangedAnswer) => void,
    private readonly reject: (error: Error) => void,
  ) {
    deadline.add(this.giveUp);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // It may have been given up while it waited for a connection.
    if (this.settled) controller.abort(new Error('given up before it was sent'));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // 1xx heads come before the answer's own.
    this.status = status;
    this.headers = headers;
    this.wanted = this.isWanted(status, headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.wanted) return void this.chunks.push(chunk);
    // Read and thrown away, so that the connection can be used again; an endless body closes it.
    this.unwanted += chunk.length;
    if (this.unwanted <= maxUnwanted) return;
    this.succeed();
    controller.abort(new Error('too much that nobody wants'));
  }

  onResponseEnd(): void {
    this.succeed();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  private succeed(): void {
    if (this.settled) return;
    this.settle();
    this.resolve({ status: this.status, headers: this.headers, text: textOf(this.chunks) });
  }

  private fail(error: Error): void {
    if (this.settled) return;
    this.settle();
    this.reject(error);
    this.controller?.abort(error);
  }

  private settle(): void {
    this.settled = true;
    this.deadline.delete(this.giveUp);
  }
}

function textOf(chunks: readonly Buffer[]): string {
  const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  // A byte order mark is no part of the text.
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.toString('utf8', start);
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
