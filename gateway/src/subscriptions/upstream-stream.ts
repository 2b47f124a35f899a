import type { GraphQLSchema } from 'graphql';
import type { Sink } from 'graphql-ws';
import { codedError } from '#platform/errors/graphql-errors.js';
import { tracer } from '#platform/traces/tracer.js';
import { EventStream } from '../execution/event-stream.js';
import type { StreamPosition } from '../execution/stream-position.js';
import { fetchShape, type FetchShape } from '../execution/compile/failure-paths.js';
import { BadAnswer, readAnswer, type SubgraphAnswer } from '../execution/fetch/subgraph-answer.js';
import type { ResumableQuery } from './resumable-query.js';

/** What one subscription at a subgraph is made of. */
export interface UpstreamStreamOptions {
  /** Of the supergraph; what events are checked against. */
  schema: GraphQLSchema;
  query: string;
  variables: Readonly<Record<string, unknown>>;
  /** How it is resumed, if it can be. */
  resumable: ResumableQuery | undefined;
  /** Position to begin after, whatever the variables say. */
  resumeAfter: StreamPosition | undefined;
  /** Watches the subgraph's socket. @returns what tells whether it has been open since */
  watch: () => () => boolean;
  /** Subscribes. @returns what unsubscribes */
  subscribe: (query: string, variables: Record<string, unknown>, sink: Sink) => () => void;
  /** Told of every loss. @param resumes whether it will go on */
  lost: (error: unknown, resumes: boolean) => void;
  /** Told of what came with errors. @param answer what became of it */
  failed: (given: unknown, answer: SubgraphAnswer) => void;
}

// A subgraph may send a long backlog at once when a client resumes; joins are made one event after the other.
const maxWaitingEvents = 5_000;

/** How long to try to resume, and the pauses between tries, in ms; half of each pause is left to chance. */
const resuming = { longest: 60_000, firstPause: 200, longestPause: 5_000 };

/** One subscription at a subgraph, which survives the loss of its socket if it can be resumed. */
export class UpstreamStream {
  readonly events: EventStream<SubgraphAnswer>;
  private readonly shape: FetchShape;
  private position: StreamPosition | undefined;
  private released = false;
  private leave: (() => void) | undefined;
  private retry: NodeJS.Timeout | undefined;
  private established: () => boolean = () => false;
  private everEstablished = false;
  private begunAt = 0;
  private attempts = 0;
  private lostAt = 0;

  constructor(private readonly options: UpstreamStreamOptions) {
    this.shape = fetchShape(options.resumable?.first ?? options.query, options.schema);
    this.position = options.resumeAfter;
    this.events = new EventStream<SubgraphAnswer>(
      maxWaitingEvents,
      () => codedError('RATE_LIMITED', 'The subscription moves faster than it is read; subscribe again.'),
      () => {
        this.released = true;
        clearTimeout(this.retry);
        this.leave?.();
      },
    );
  }

  begin(): void {
    const { query, resumable, subscribe, variables } = this.options;
    const [text, values] = !resumable
      ? [query, { ...variables }]
      : this.position === undefined
        ? [resumable.first, { ...variables }]
        : [resumable.resumed, { ...variables, [resumable.positionVariable]: this.position }];
    this.begunAt = performance.now();
    this.established = this.options.watch();
    // What a former socket still tells is of no interest any more.
    let current = true;
    const leave = subscribe(text, values, {
      next: (event) => current && this.take(event),
      error: (error) => {
        if (!current) return;
        current = false;
        if (Array.isArray(error)) this.refuse(error as unknown[]);
        else this.lose(error);
      },
      complete: () => {
        if (!current) return;
        current = false;
        this.events.end();
      },
    });
    this.leave = () => {
      current = false;
      leave();
    };
    if (this.released) this.leave();
  }

  private take(event: unknown): void {
    const { resumable } = this.options;
    try {
      const answer = readAnswer(event, this.shape, []);
      if (answer.errors) this.options.failed(event, answer);
      if (tracer) answer.traceparent = traceparentIn(event);
      if (resumable) {
        const root = answer.data?.[resumable.responseName] as Record<string, unknown> | null | undefined;
        const position = root?.[resumable.positionName];
        if (root) delete root[resumable.positionName];
        if (typeof position === 'string' || typeof position === 'number') {
          this.position = position;
          answer.position = position;
        }
      }
      this.events.push(answer);
    } catch (error) {
      if (!(error instanceof BadAnswer)) throw error;
      // It would be the same the next time.
      this.giveUp(error);
    }
  }

  /** The socket is gone. */
  private lose(error: unknown): void {
    if (this.released) return;
    const now = performance.now();
    if (this.established()) {
      this.everEstablished = true;
      // One that is lost again and again at once gets no further tries for it.
      if (now - this.begunAt > resuming.longestPause) this.attempts = 0;
    }
    // What was never there is not waited for: whoever begins is told at once.
    if (!this.options.resumable || !this.everEstablished) return this.giveUp(error);
    if (this.attempts === 0) this.lostAt = now;
    else if (now - this.lostAt > resuming.longest) return this.giveUp(error);
    if (this.attempts === 0) this.options.lost(error, true);
    const pause = Math.min(resuming.longestPause, resuming.firstPause * 2 ** this.attempts);
    this.attempts += 1;
    this.retry = setTimeout(() => this.begin(), pause * (0.5 + Math.random() / 2));
  }

  private giveUp(error: unknown): void {
    if (this.released) return;
    this.options.lost(error, false);
    this.events.end(
      codedError('SUBGRAPH_UNAVAILABLE', 'The subscription was cut off behind the gateway; subscribe again.'),
    );
  }

  /** The subgraph says why it does not serve the subscription: that is told, if its code is one of ours. */
  private refuse(errors: unknown[]): void {
    try {
      const answer = readAnswer({ errors }, this.shape, []);
      this.options.failed({ errors }, answer);
      const [first] = answer.errors ?? [];
      const code = (first?.extensions?.code ?? 'INTERNAL') as 'INTERNAL';
      this.events.end(codedError(code, first?.message ?? '', first?.extensions));
    } catch (error) {
      this.giveUp(error);
    }
  }
}

/** The span of an event, where the subgraph tells one; what is malformed is ignored when it is used. */
function traceparentIn(event: unknown): string | undefined {
  const { traceparent } = (event as { extensions?: { traceparent?: unknown } | null }).extensions ?? {};
  return typeof traceparent === 'string' ? traceparent : undefined;
}
