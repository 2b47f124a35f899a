import type { Span } from '@opentelemetry/api';

export type { Span } from '@opentelemetry/api';

/** What a span begins with. */
export interface SpanOptions {
  /** Whether it answers another process or asks one; neither unless told. */
  kind?: 'server' | 'client';
  attributes?: Record<string, string | number | boolean>;
  /** The span above it: that of the request being served unless told; null for the first of a trace. */
  parent?: Span | null;
  /** The span above it in another process, as the `traceparent` header has it; ignored when malformed. */
  traceparent?: string | string[] | undefined;
  /** A span of another trace that led to this one. */
  link?: Span | undefined;
}

/** Makes the spans of this process. */
export interface Tracer {
  start(name: string, options?: SpanOptions): Span;
  /** Sends what is left, for some seconds at most. */
  stop(): Promise<void>;
}

/**
 * The tracer of this process; undefined unless traces are on. Every place that could make a span looks here first, so
 * that traces cost nothing while they are off.
 */
export let tracer: Tracer | undefined;

/** Sets the tracer of this process. */
export function useTracer(made: Tracer | undefined): void {
  tracer = made;
}
