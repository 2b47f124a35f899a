import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  ConfigurationError,
  portSetting,
  readEnvironment,
  serviceSettings,
} from '#platform/configuration/environment.js';
import { schemaFolder } from '#schema/subgraph-sdl.js';
import { defaultLimits } from './gateway-limits.js';
import { defaultOperationNames } from './gateway-metrics.js';
import { identityProblems, identitySettings, readIdentity } from './identity-settings.js';
import type { AttemptRule } from './limits/field-attempts.js';
import { readKnownDocuments } from './operations/known-documents.js';
import { safelistModes } from './operations/safelist.js';
import { defaultCompressFrom, defaultSlowOperation, type GatewayOptions } from './server.js';
import { defaultResumeRule, type ResumeRule } from './subscriptions/resumable-fields.js';

const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
const positive = z.coerce.number('must be a whole number').int('must be a whole number').min(1, 'must be at least 1');
const count = z.coerce.number('must be a whole number').int('must be a whole number').min(0, 'must be at least 0');

const settings = z.object({
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: serviceSettings.LOG_LEVEL,
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: portSetting.default(4000),
  SUPERGRAPH_PATH: z.string().default(`${schemaFolder}supergraph.graphql`),
  SUPERGRAPH_POLL_MS: z.coerce.number('must be a whole number').int('must be a whole number').min(0).default(5_000),
  ...identitySettings,
  UNAUTHORIZED_FIELDS: z.enum(['refuse', 'null'], 'must be refuse or null').default('refuse'),
  ALLOWED_ORIGINS: z.string().default(''),
  EXPLORER: flag.optional(),
  INTROSPECTION: flag.optional(),
  BODY_LIMIT_BYTES: positive.default(defaultLimits.body),
  DOCUMENT_TOKENS: positive.default(defaultLimits.tokens),
  DOCUMENT_DEPTH: positive.default(defaultLimits.depth),
  DOCUMENT_SELECTIONS: positive.default(defaultLimits.selections),
  DOCUMENT_ALIASES: positive.default(defaultLimits.aliases),
  DOCUMENT_ROOT_FIELDS: positive.default(defaultLimits.rootFields),
  DOCUMENT_DIRECTIVES: positive.default(defaultLimits.directives),
  DOCUMENT_OVERLAPS: positive.default(defaultLimits.overlaps),
  DOCUMENT_DEFINITIONS: positive.default(defaultLimits.definitions),
  DOCUMENT_VALUES: positive.default(defaultLimits.values),
  DOCUMENT_REFUSALS: count.default(defaultLimits.refusals),
  VARIABLE_VALUES: positive.default(defaultLimits.variableValues),
  OPERATION_COST: positive.default(defaultLimits.cost),
  ASSUMED_LIST_SIZE: positive.default(defaultLimits.assumedListSize),
  PAGE_SIZE: positive.default(defaultLimits.pageSize),
  SUBGRAPH_TIMEOUT_MS: positive.default(defaultLimits.subgraphTimeout),
  SUBGRAPH_ANSWER_LIMIT_BYTES: positive.default(defaultLimits.subgraphAnswer),
  SUBGRAPH_BREAKER_FAILURES: positive.default(defaultLimits.breakerFailures),
  SUBGRAPH_BREAKER_OPEN_MS: positive.default(defaultLimits.breakerOpenTime),
  PLANNER_TIME_MS: positive.default(defaultLimits.plannerTime),
  PLANNER_PATHS: positive.default(defaultLimits.plannerPaths),
  PLANNER_MEMORY_MB: positive.default(defaultLimits.plannerMemory),
  PLANNER_PROCESSES: positive.default(defaultLimits.plannerProcesses),
  PLANNER_QUEUE: positive.default(defaultLimits.plannerQueue),
  PLANNER_LOSSES: positive.default(defaultLimits.plannerLosses),
  OPERATION_BUDGET_PER_MINUTE: count.default(defaultLimits.operationBudget),
  FIELD_ATTEMPTS: z.string().optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// URL' }).optional(),
  TRUSTED_PROXY_HOPS: count.default(0),
  SUBSCRIPTIONS_PER_SOCKET: positive.default(defaultLimits.subscriptionsPerSocket),
  SUBSCRIPTIONS_PER_VIEWER: positive.default(defaultLimits.subscriptionsPerViewer),
  SOCKETS_PER_VIEWER: positive.default(defaultLimits.socketsPerViewer),
  PENDING_SOCKETS_PER_ADDRESS: positive.default(defaultLimits.pendingSocketsPerAddress),
  SOCKET_MESSAGES_PER_SECOND: positive.default(defaultLimits.socketMessagesPerSecond),
  COMPRESS_FROM: positive.default(defaultCompressFrom),
  SAFELIST: z.enum(safelistModes, `must be one of ${safelistModes.join(', ')}`).default('off'),
  SAFELIST_PATH: z.string().default(`${schemaFolder}operations`),
  SHARE_IN_FLIGHT: flag.default(true),
  SLOW_OPERATION_MS: z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .default(defaultSlowOperation),
  METRICS_OPERATION_NAMES: positive.default(defaultOperationNames),
  SOCKET_BUFFER_BYTES: positive.default(defaultLimits.socketBuffer),
  SOCKET_BUFFER_MS: positive.default(defaultLimits.socketBufferAge),
  STREAM_SHARING: z.enum(['subject', 'rights'], 'must be subject or rights').default('subject'),
  STREAM_RESUME: z
    .string()
    .regex(/^([A-Za-z]\w*:[A-Za-z]\w*|off)$/, 'must be argument:field, such as after:sequence, or off')
    .default(`${defaultResumeRule.argument}:${defaultResumeRule.field}`),
});

/** What the gateway's settings come to; the explorer is made by the composition root. */
export interface GatewayEnvironment {
  options: Omit<GatewayOptions, 'logger' | 'metrics' | 'explorer'>;
  explorer: boolean;
  supergraphFile: { path: string; interval: number };
  logLevel: string;
  /** Most names of operations with a label of their own. */
  operationNames: number;
}

/**
 * Reads the settings of a gateway; what they stand for is in the README.
 * @throws ConfigurationError naming everything that is wrong
 */
export async function readGatewayEnvironment(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<GatewayEnvironment> {
  const read = readEnvironment(settings, environment);
  const problems = identityProblems(read);
  const subgraphUrls = readSubgraphUrls(environment, problems);
  const allowedOrigins = readOrigins(read.ALLOWED_ORIGINS, problems);
  let supergraphSdl = '';
  try {
    supergraphSdl = readFileSync(read.SUPERGRAPH_PATH, 'utf8');
  } catch {
    problems.push(`Setting SUPERGRAPH_PATH is wrong: ${read.SUPERGRAPH_PATH} cannot be read.`);
  }
  const safelist = readSafelist(read, problems);
  const fieldAttempts = readAttempts(read.FIELD_ATTEMPTS, problems);
  if (problems.length) throw new ConfigurationError(problems);
  const outsideProduction = read.NODE_ENV !== 'production';
  return {
    explorer: read.EXPLORER ?? outsideProduction,
    logLevel: read.LOG_LEVEL,
    supergraphFile: { path: read.SUPERGRAPH_PATH, interval: read.SUPERGRAPH_POLL_MS },
    operationNames: read.METRICS_OPERATION_NAMES,
    options: {
      host: read.GATEWAY_HOST,
      port: read.GATEWAY_PORT,
      supergraphSdl,
      subgraphUrls,
      assertionSecret: read.ASSERTION_SECRET,
      identity: await readIdentity(read),
      unauthorizedFields: read.UNAUTHORIZED_FIELDS,
      allowedOrigins,
      introspection: read.INTROSPECTION ?? outsideProduction,
      compressFrom: read.COMPRESS_FROM,
      safelist,
      shareInFlight: read.SHARE_IN_FLIGHT,
      slowOperation: read.SLOW_OPERATION_MS,
      streamSharing: read.STREAM_SHARING,
      streamResume: readResumeRule(read.STREAM_RESUME),
      fieldAttempts,
      redisUrl: read.REDIS_URL,
      trustedHops: read.TRUSTED_PROXY_HOPS,
      limits: {
        body: read.BODY_LIMIT_BYTES,
        tokens: read.DOCUMENT_TOKENS,
        depth: read.DOCUMENT_DEPTH,
        selections: read.DOCUMENT_SELECTIONS,
        aliases: read.DOCUMENT_ALIASES,
        rootFields: read.DOCUMENT_ROOT_FIELDS,
        directives: read.DOCUMENT_DIRECTIVES,
        overlaps: read.DOCUMENT_OVERLAPS,
        definitions: read.DOCUMENT_DEFINITIONS,
        values: read.DOCUMENT_VALUES,
        refusals: read.DOCUMENT_REFUSALS,
        variableValues: read.VARIABLE_VALUES,
        cost: read.OPERATION_COST,
        assumedListSize: read.ASSUMED_LIST_SIZE,
        pageSize: read.PAGE_SIZE,
        subgraphTimeout: read.SUBGRAPH_TIMEOUT_MS,
        subgraphAnswer: read.SUBGRAPH_ANSWER_LIMIT_BYTES,
        breakerFailures: read.SUBGRAPH_BREAKER_FAILURES,
        breakerOpenTime: read.SUBGRAPH_BREAKER_OPEN_MS,
        operationBudget: read.OPERATION_BUDGET_PER_MINUTE,
        plannerTime: read.PLANNER_TIME_MS,
        plannerPaths: read.PLANNER_PATHS,
        plannerMemory: read.PLANNER_MEMORY_MB,
        plannerProcesses: read.PLANNER_PROCESSES,
        plannerQueue: read.PLANNER_QUEUE,
        plannerLosses: read.PLANNER_LOSSES,
        subscriptionsPerSocket: read.SUBSCRIPTIONS_PER_SOCKET,
        subscriptionsPerViewer: read.SUBSCRIPTIONS_PER_VIEWER,
        socketsPerViewer: read.SOCKETS_PER_VIEWER,
        pendingSocketsPerAddress: read.PENDING_SOCKETS_PER_ADDRESS,
        socketMessagesPerSecond: read.SOCKET_MESSAGES_PER_SECOND,
        socketBuffer: read.SOCKET_BUFFER_BYTES,
        socketBufferAge: read.SOCKET_BUFFER_MS,
      },
    },
  };
}

function readResumeRule(text: string): ResumeRule | null {
  const [argument = '', field] = text.split(':');
  return field === undefined ? null : { argument, field };
}

/** What bounds tries unless the setting says otherwise; the field is the marketplace's, and other graphs have none. */
const defaultAttempts: readonly AttemptRule[] = [
  { type: 'Mutation', field: 'activateBrand', problems: 'userErrors', perMinute: 10, mayBeMissing: true },
];

function readAttempts(list: string | undefined, problems: string[]): readonly AttemptRule[] {
  if (list === undefined) return defaultAttempts;
  if (list.trim() === 'off') return [];
  return list.split(',').flatMap((text) => {
    const [, type = '', field = '', failures, count] =
      /^\s*(Query|Mutation)\.(\w+)(?::(\w+))?=([1-9]\d{0,8})\s*$/.exec(text) ?? [];
    if (type) return [{ type, field, problems: failures, perMinute: Number(count) }];
    problems.push(
      `Setting FIELD_ATTEMPTS is wrong: ${text.trim()} is no Type.field:problems=number, such as Mutation.login:errors=10.`,
    );
    return [];
  });
}

function readSafelist(
  { SAFELIST, SAFELIST_PATH }: z.infer<typeof settings>,
  problems: string[],
): GatewayOptions['safelist'] {
  if (SAFELIST === 'off') return undefined;
  try {
    return { mode: SAFELIST, documents: readKnownDocuments(SAFELIST_PATH) };
  } catch (error) {
    problems.push(`Setting SAFELIST_PATH is wrong: ${(error as Error).message}.`);
    return undefined;
  }
}

function readSubgraphUrls(environment: NodeJS.ProcessEnv, problems: string[]): Map<string, string> {
  const prefix = 'SUBGRAPH_URL_';
  const urls = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(prefix) || !value) continue;
    if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) urls.set(name.slice(prefix.length), value);
    else problems.push(`Setting ${name} is wrong: must be an http:// or https:// URL.`);
  }
  return urls;
}

function readOrigins(list: string, problems: string[]): string[] {
  const origins = list
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean);
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      problems.push(`Setting ALLOWED_ORIGINS is wrong: ${origin} is no origin such as https://app.example.com.`);
  }
  return origins;
}
