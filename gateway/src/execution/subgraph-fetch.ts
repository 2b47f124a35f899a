import type { Logger } from 'pino';
import { Pool } from 'undici';
import { assertionHeader, type AssertionMint } from '#platform/identity/assertion.js';
import { requestIdHeader } from '#platform/logging/request-context.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import { BadAnswer, failure, readAnswer, type SubgraphAnswer } from './subgraph-answer.js';
import type { SubgraphRequest, SubgraphTransport } from './subgraph-transport.js';

/** What a subgraph is reached with. */
export interface SubgraphFetchOptions {
  name: string;
  url: string;
  mint: AssertionMint;
  /** Most bytes of an answer. */
  answerLimit: number;
  logger: Logger;
  metrics: GatewayMetrics;
}

/** Most connections to one subgraph. */
const connections = 64;

/** Longest to wait for a connection, in ms. */
const connectTimeout = 2_000;

/** Codes of a connection that broke: a query may be sent once more. */
const brokenConnection = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/**
 * Sends requests to one subgraph under the viewer's assertion. Whatever goes wrong comes back as errors with paths and
 * codes of ours, in words that name no address.
 */
export class SubgraphFetch implements SubgraphTransport {
  private readonly pool: Pool;
  private readonly path: string;

  constructor(private readonly options: SubgraphFetchOptions) {
    const { origin, pathname, search } = new URL(options.url);
    this.path = `${pathname}${search}`;
    // undici follows no redirects unless told to. The deadline is the request's own.
    this.pool = new Pool(origin, {
      connections,
      connect: { timeout: connectTimeout },
      maxResponseSize: options.answerLimit,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** Sends a request; never rejects. */
  async send(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const { name, logger, metrics } = this.options;
    const { shape, representations } = request;
    const started = performance.now();
    const observe = (outcome: string): void =>
      metrics.subgraphDuration.observe({ subgraph: name, outcome }, (performance.now() - started) / 1000);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = readAnswer(await this.exchange(request), shape, representations);
        observe(answer.errors ? 'errors' : 'ok');
        return answer;
      } catch (error) {
        const givenUp = request.deadline.reason();
        if (givenUp === 'client gone') {
          observe('client gone');
          return failure('TIMEOUT', shape, representations);
        }
        if (!givenUp && attempt === 1 && shape.kind === 'query' && brokenConnection.has(codeOf(error))) continue;
        logger.warn({ err: error, subgraph: name, givenUp }, 'subgraph request failed');
        observe(givenUp ?? 'unavailable');
        return failure(givenUp ? 'TIMEOUT' : 'SUBGRAPH_UNAVAILABLE', shape, representations);
      }
    }
  }

  private async exchange({ body: text, viewer, requestId, deadline }: SubgraphRequest): Promise<unknown> {
    const response = await this.pool.request({
      method: 'POST',
      path: this.path,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        [assertionHeader]: this.options.mint.assertionFor(viewer, this.options.name),
        [requestIdHeader]: requestId,
      },
      body: text,
      signal: deadline.signal,
    });
    const { statusCode, headers, body } = response;
    const isJson = /^application\/(graphql-response\+)?json\b/.test(String(headers['content-type'] ?? ''));
    // 401 and 403 concern the gateway itself: a viewer's rights are errors in an answer of 200.
    const isAnswer =
      isJson &&
      headers['content-encoding'] === undefined &&
      (statusCode < 300 || statusCode >= 400) &&
      statusCode !== 401 &&
      statusCode !== 403;
    if (!isAnswer) {
      // Read and thrown away, so that the connection can be used again; an endless body closes it.
      await body.dump({ limit: 64 * 1024, signal: deadline.signal }).catch(() => undefined);
      throw new BadAnswer(`status ${statusCode}, content type ${String(headers['content-type']).slice(0, 60)}`);
    }
    try {
      return JSON.parse(await body.text()) as unknown;
    } catch (error) {
      throw error instanceof SyntaxError ? new BadAnswer('broken JSON') : error;
    }
  }

  /** Waits for requests under way, then closes the connections. */
  async stop(): Promise<void> {
    await this.pool.close();
  }
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const known = code ?? cause?.code;
  return typeof known === 'string' ? known : '';
}
