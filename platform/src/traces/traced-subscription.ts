import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { currentRequest, runInRequest } from '../logging/request-context.js';
import { inEventSpan, inRequestSpan } from './span-scope.js';
import { traceparentOf } from './traceparent.js';
import type { SpanOptions } from './tracer.js';

/** Who asks for a subscription that is traced. */
export interface TracedSubscriber {
  requestId: string;
  /** The subscriber's span; where there is one, each event tells its own in `extensions.traceparent`. */
  traceparent: string | undefined;
}

/**
 * Executes a subscription as graphql-js does, with a span for its start, beneath the subscriber's, and one for the
 * execution of each event. That begins a trace of its own, which the subscriber goes on with. Only where traces are on.
 * @returns the events, or the answer that refuses it
 */
export function tracedSubscription(
  execution: ExecutionArgs,
  { requestId, traceparent }: TracedSubscriber,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const { operationName } = execution;
  const options: SpanOptions = {
    kind: 'server',
    parent: null,
    traceparent,
    ...(operationName && { attributes: { 'graphql.operation.name': operationName } }),
  };
  return runInRequest({ requestId, origin: 'request' }, () =>
    inRequestSpan('subscribe /graphql', options, async () => {
      const source = await createSourceEventStream(execution);
      if (!(Symbol.asyncIterator in source)) return source;
      // Events come when they come: what refers to the subscription then is its context, taken along from here.
      const context = currentRequest()!;
      const run = async (event: unknown): Promise<ExecutionResult> => {
        const result = await execute({ ...execution, rootValue: event });
        const { span } = currentRequest() ?? {};
        if (traceparent === undefined || !span) return result;
        return { ...result, extensions: { ...result.extensions, traceparent: traceparentOf(span) } };
      };
      return mapped(source, (event) => runInRequest(context, () => inEventSpan('send event', () => run(event))));
    }),
  );
}

/** What `map` makes of each event. It can be ended while it waits for one, unlike an async generator. */
function mapped<Event, Result>(
  source: AsyncIterable<Event>,
  map: (event: Event) => Promise<Result>,
): AsyncIterableIterator<Result> {
  const events = source[Symbol.asyncIterator]();
  return {
    next: async () => {
      const event = await events.next();
      if (event.done) return { value: undefined, done: true };
      try {
        return { value: await map(event.value), done: false };
      } catch (error) {
        await events.return?.();
        throw error;
      }
    },
    return: async () => {
      await events.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
