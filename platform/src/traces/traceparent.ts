import type { Span, SpanContext } from '@opentelemetry/api';

// W3C Trace Context, level 1, section 3.2. A later version may go on after the flags; version ff is none.
const format = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Longest header that is read, in characters. */
const longestHeader = 200;

/** Reads a `traceparent` header. @returns undefined unless it is well-formed */
export function readTraceparent(header: string | string[] | undefined): SpanContext | undefined {
  const parts = typeof header === 'string' && header.length <= longestHeader ? format.exec(header) : null;
  if (!parts || (parts[1] === '00' && parts[5] !== undefined)) return undefined;
  return { traceId: parts[2]!, spanId: parts[3]!, traceFlags: Number.parseInt(parts[4]!, 16) & 1, isRemote: true };
}

/** Writes the `traceparent` header for requests beneath a span. */
export function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-0${traceFlags & 1}`;
}
