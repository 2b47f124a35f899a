import { currentRequest, runInRequest } from '../logging/request-context.js';
import { tracer, type Span, type SpanOptions } from './tracer.js';

/** Runs a step under a span of its own, where a request is traced. */
export async function inStepSpan<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  return tracer && currentRequest()?.span ? ending(tracer.start(name), work) : work();
}

/** Runs a step that waits for nothing under a span of its own, where a request is traced. */
export function inStepSpanSync<T>(name: string, work: () => T): T {
  if (!tracer || !currentRequest()?.span) return work();
  const span = tracer.start(name);
  try {
    return work();
  } catch (error) {
    fail(span);
    throw error;
  } finally {
    span.end();
  }
}

/**
 * Runs work under a span that is the request's from now on, even after it has ended: what follows from the request
 * later, such as the events of a subscription, refers to it.
 */
export function inRequestSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const context = currentRequest();
  if (!tracer || !context) return work();
  context.span = tracer.start(name, options);
  return ending(context.span, work);
}

/**
 * Runs what an event causes under a span that refers to the request behind it.
 * @param traceparent of the process that the event comes from, whose trace goes on; else it begins one of its own
 */
export function inEventSpan<T>(name: string, work: () => Promise<T>, traceparent?: string): Promise<T> {
  const context = currentRequest();
  if (!tracer || !context) return work();
  const span = tracer.start(name, { parent: null, traceparent, link: context.span });
  return runInRequest({ ...context, span }, () => ending(span, work));
}

async function ending<T>(span: Span, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    fail(span);
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span as failed, without words: messages of errors may quote what a client sent. */
function fail(span: Span): void {
  span.setStatus({ code: 2 });
}
