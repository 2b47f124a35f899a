import type { Logger } from 'pino';
import { assertionHeader, type AssertionMint } from '#platform/identity/assertion.js';
import { requestIdHeader, timeLeftHeader } from '#platform/logging/request-context.js';
import type { GatewayMetrics } from '../../gateway-metrics.js';
import { SubgraphObserver } from '../../observability/subgraph-observer.js';
import { CircuitBreaker, type BreakerLimits, type BreakerOutcome } from './circuit-breaker.js';
import { BadAnswer, failure, logUntold, readAnswer, type SubgraphAnswer } from './subgraph-answer.js';
import { isBrokenConnection, isTooLong, SubgraphExchange, type ExchangedAnswer } from './subgraph-exchange.js';
import type { SubgraphRequest, SubgraphTransport } from './subgraph-transport.js';

/** What a subgraph is reached with. */
export interface SubgraphFetchOptions {
  name: string;
  url: string;
  /** Signs who the viewer is; without one, the subgraph is not told. */
  mint: AssertionMint | undefined;
  /** Most bytes of an answer. */
  answerLimit: number;
  /** Longest that operations wait for subgraphs, in ms; who got less than half of it blames nobody. */
  timeout: number;
  breaker: BreakerLimits;
  logger: Logger;
  metrics: GatewayMetrics;
}

const stateNumbers = { closed: 0, 'half-open': 1, open: 2 };

/**
 * The policy of requests to one subgraph: under the viewer's assertion, within the deadline, a query once more when its
 * connection broke, none while the circuit breaker is open. Whatever goes wrong comes back as errors with paths and
 * codes of ours, in words that name no address.
 */
export class SubgraphFetch implements SubgraphTransport {
  private readonly exchange: SubgraphExchange;
  private readonly breaker: CircuitBreaker;
  private readonly observer: SubgraphObserver;

  constructor(private readonly options: SubgraphFetchOptions) {
    const { name, breaker, logger, metrics } = options;
    this.exchange = new SubgraphExchange(options);
    this.observer = new SubgraphObserver(name, metrics.subgraphDuration, metrics.fetchTimes);
    const state = metrics.subgraphBreaker.labels({ subgraph: name });
    state.set(stateNumbers.closed);
    this.breaker = new CircuitBreaker(breaker, (changed) => {
      state.set(stateNumbers[changed]);
      logger[changed === 'open' ? 'warn' : 'info']({ subgraph: name, state: changed }, 'circuit breaker changed');
    });
  }

  /** Sends a request; never rejects. */
  async send(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const { shape, representations } = request;
    const observation = this.observer.begin(request.requestId, representations.length);
    const settle = this.breaker.admit();
    if (!settle) {
      observation.end('refused');
      return failure('SUBGRAPH_UNAVAILABLE', shape, representations);
    }
    const { name, logger, timeout } = this.options;
    const { body, deadline, requestId } = request;
    const given = deadline.left();
    const ended = (outcome: string, verdict: BreakerOutcome): void => {
      settle(verdict);
      observation.end(outcome);
    };
    for (let again = shape.kind === 'query'; ; again = false) {
      try {
        const headers = this.headersOf(request, observation.traceparent);
        const exchanged = await this.exchange.post(headers, body, deadline, isAnswer);
        const parsed = parse(exchanged);
        const answer = readAnswer(parsed, shape, representations);
        // No backslash, no escape: what has none in an answer needs none in another.
        answer.plain = !exchanged.text.includes('\\');
        ended(answer.errors ? 'errors' : 'ok', 'good');
        if (answer.errors) logUntold(parsed, answer, { subgraph: name, requestId }, logger);
        return answer;
      } catch (error) {
        const givenUp = deadline.reason();
        if (givenUp === 'client gone') {
          ended(givenUp, 'unknown');
          return failure('TIMEOUT', shape, representations);
        }
        if (!givenUp && again && isBrokenConnection(error)) continue;
        logger.warn({ err: error, subgraph: name, givenUp, requestId }, 'subgraph request failed');
        if (givenUp) {
          ended(givenUp, given * 2 < timeout ? 'unknown' : 'failed');
          return failure('TIMEOUT', shape, representations);
        }
        ended('unavailable', blames(error) ? 'failed' : 'good');
        return failure('SUBGRAPH_UNAVAILABLE', shape, representations);
      }
    }
  }

  /** Names and values in turn. */
  private headersOf({ viewer, requestId, deadline }: SubgraphRequest, traceparent: string | undefined): string[] {
    const { mint, name } = this.options;
    const headers = [
      'content-type',
      'application/json',
      'accept',
      'application/json',
      requestIdHeader,
      requestId,
      timeLeftHeader,
      String(Math.ceil(deadline.left())),
    ];
    if (mint) headers.push(assertionHeader, mint.assertionFor(viewer, name));
    if (traceparent) headers.push('traceparent', traceparent);
    return headers;
  }

  /** Waits for requests under way, then closes the connections. */
  async stop(): Promise<void> {
    await this.exchange.stop();
  }
}

function parse({ status, headers, text }: ExchangedAnswer): unknown {
  if (!isAnswer(status, headers)) {
    const type = String(headers['content-type']).slice(0, 60);
    throw new BadAnswer(`status ${status}, content type ${type}`, status >= 500);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadAnswer('broken JSON');
  }
}

/**
 * Whether an answer can be a GraphQL answer, by its head. 401 and 403 concern the gateway itself: a viewer's rights are
 * errors in an answer of 200.
 */
function isAnswer(status: number, headers: ExchangedAnswer['headers']): boolean {
  return (
    /^application\/(graphql-response\+)?json\b/.test(String(headers['content-type'] ?? '')) &&
    headers['content-encoding'] === undefined &&
    (status < 300 || status >= 400) &&
    status !== 401 &&
    status !== 403
  );
}

/**
 * Whether a fault says that the subgraph is in trouble. An answer that is no good may be the doing of one operation,
 * which must not cost the others their answers.
 */
function blames(error: unknown): boolean {
  return error instanceof BadAnswer ? error.isOutage : !isTooLong(error);
}
