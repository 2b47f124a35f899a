import { ROOT_CONTEXT, SpanKind, trace, type Context } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type ReadableSpan,
  type Sampler,
  type SpanExporter,
  type TracerConfig,
} from '@opentelemetry/sdk-trace-base';
import type { Logger } from 'pino';
import type { TraceSettings } from '../configuration/environment.js';
import { currentRequest } from '../logging/request-context.js';
import { readTraceparent } from './traceparent.js';
import type { SpanOptions, Tracer } from './tracer.js';

/** Longest to wait for the collector when a process stops, in ms. */
const stopTimeout = 3_000;

/** Longest text of an attribute, in characters. */
const longestText = 4_000;

/** Most spans that wait to be sent; further ones are dropped. */
const longestQueue = 2_048;

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT };

/**
 * Makes a tracer that sends spans to a collector, as OTLP with JSON over HTTP, in batches and beside all requests.
 * To load this module is to load the SDK: only where traces are on.
 * @param process its name, for `service.name` unless settings have another
 * @param endpoint base URL of the collector
 */
export function otlpTracer(process: string, endpoint: string, settings: TraceSettings, logger: Logger): Tracer {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceOf({ 'service.name': settings.OTEL_SERVICE_NAME ?? process }),
    sampler: samplerOf(settings),
    spanLimits: { attributeValueLengthLimit: longestText },
    spanProcessors: [new BatchSpanProcessor(warningOnce(exporter, logger), { maxQueueSize: longestQueue })],
  });
  const spans = provider.getTracer('marketplace');
  return {
    start: (name, options = {}) =>
      spans.startSpan(
        name,
        {
          kind: options.kind ? kinds[options.kind] : SpanKind.INTERNAL,
          attributes: options.attributes,
          ...(options.link && { links: [{ context: options.link.spanContext() }] }),
        },
        parentContext(options),
      ),
    stop: async () => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, stopTimeout)));
      // A collector that cannot be reached has been warned of.
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}

type Resource = NonNullable<TracerConfig['resource']>;

/** The process, as the provider takes it in: it merges these attributes over its own. */
function resourceOf(attributes: Resource['attributes']): Resource {
  return { attributes, merge: (other) => resourceOf({ ...attributes, ...other?.attributes }) };
}

function parentContext({ parent, traceparent }: SpanOptions): Context {
  const remote = readTraceparent(traceparent);
  if (remote) return trace.setSpanContext(ROOT_CONTEXT, remote);
  const above = parent === undefined ? currentRequest()?.span : parent;
  return above ? trace.setSpan(ROOT_CONTEXT, above) : ROOT_CONTEXT;
}

/** The sampler of the standard settings. */
function samplerOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: ratio = 1 }: TraceSettings): Sampler {
  const root = name.endsWith('always_off')
    ? new AlwaysOffSampler()
    : name.endsWith('traceidratio')
      ? new TraceIdRatioBasedSampler(ratio)
      : new AlwaysOnSampler();
  return name.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

/** An exporter that says once when it begins to fail, and once when it is well again. */
function warningOnce(exporter: OTLPTraceExporter, logger: Logger): SpanExporter {
  let failing = false;
  return {
    export: (spans: ReadableSpan[], done) =>
      exporter.export(spans, (result) => {
        const fails = result.error !== undefined;
        if (fails && !failing)
          logger.warn({ reason: result.error?.message }, 'traces do not reach the collector and are dropped');
        if (!fails && failing) logger.info('traces reach the collector again');
        failing = fails;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush(),
  };
}
