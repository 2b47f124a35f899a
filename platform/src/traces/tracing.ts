import type { Logger } from 'pino';
import { readTraceSettings } from '../configuration/environment.js';
import { useTracer } from './tracer.js';

/**
 * Turns traces on for this process, if settings name a collector. What makes and sends them is loaded only then.
 * @param process its name
 * @returns what to call when the process stops: it sends what is left
 * @throws ConfigurationError naming what is wrong with the settings
 */
export async function startTracing(
  process: string,
  logger: Logger,
  environment?: NodeJS.ProcessEnv,
): Promise<() => Promise<void>> {
  const settings = readTraceSettings(environment);
  const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint) return async () => undefined;
  const { otlpTracer } = await import('./otlp-tracer.js');
  const tracer = otlpTracer(process, endpoint, settings, logger);
  useTracer(tracer);
  return async () => {
    useTracer(undefined);
    await tracer.stop();
  };
}
