import { z } from 'zod';

/** Bad settings, all of them at once: one sentence per setting. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
  }
}

/**
 * Reads and checks settings. An empty value counts as missing.
 * @param schema shape of the settings, one key per environment variable
 * @throws ConfigurationError naming every setting that is missing or wrong
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, environment[name] || undefined]));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return given[name] === undefined ? `Setting ${name} is missing.` : `Setting ${name} is wrong: ${issue.message}.`;
    }),
  );
}

/** A TCP port, as a setting. */
export const portSetting = z.coerce
  .number('must be a whole number')
  .int('must be a whole number')
  .min(0, 'must be 0 to 65535')
  .max(65_535, 'must be 0 to 65535');

/** A secret of at least 32 characters, as a setting. It has no default: a process without it does not start. */
export const secretSetting = z.string().min(32, 'must have at least 32 characters');

/** Settings that every service has. */
export const serviceSettings = {
  /** Address to listen on. */
  HOST: z.string().default('127.0.0.1'),
  PORT: portSetting,
  /** Postgres 15 or newer. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }),
  /** Key of the viewer assertions that the gateway signs. */
  ASSERTION_SECRET: secretSetting,
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level of pino')
    .default('info'),
};

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

const share = 'must be a number from 0 to 1';

/** Settings of traces, by the names and values of the OpenTelemetry specification. */
const traceSettings = z.object({
  /** Base URL of a collector; without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_TRACES_SAMPLER: z.enum(samplers, `must be one of ${samplers.join(', ')}`).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number(share).min(0, share).max(1, share).optional(),
});

/** How a process is traced. */
export type TraceSettings = z.infer<typeof traceSettings>;

/** @throws ConfigurationError naming every setting that is wrong */
export function readTraceSettings(environment?: NodeJS.ProcessEnv): TraceSettings {
  return readEnvironment(traceSettings, environment);
}

/** Base URL of another process, such as `http://127.0.0.1:4101`. */
export const peerUrlSetting = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' });
