import { resolve } from 'node:path';
import { z } from 'zod';
import {
  ConfigurationError,
  portSetting,
  readEnvironment,
  secretSetting,
} from '#platform/configuration/environment.js';
import { StartError } from './start-error.js';

/** The four services, in the order in which their demo data builds on each other. */
export const serviceNames = ['creator', 'brand', 'campaign', 'analytics'] as const;
export type ServiceName = (typeof serviceNames)[number];

const databaseUrlSetting = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional();

const settingsShape = z.object({
  DATA_DIR: z.string().default('./data'),
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: portSetting.default(4000),
  CREATOR_PORT: portSetting.default(4101),
  BRAND_PORT: portSetting.default(4102),
  CAMPAIGN_PORT: portSetting.default(4103),
  ANALYTICS_PORT: portSetting.default(4104),
  POSTGRES_PORT: portSetting.default(4105),
  DATABASE_URL_CREATOR: databaseUrlSetting,
  DATABASE_URL_BRAND: databaseUrlSetting,
  DATABASE_URL_CAMPAIGN: databaseUrlSetting,
  DATABASE_URL_ANALYTICS: databaseUrlSetting,
  ASSERTION_SECRET: secretSetting.optional(),
  ISSUER_SECRET: secretSetting.optional(),
  JWKS_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).optional(),
});

/** Settings that the stack itself acts upon. The others go to the processes as they are. */
export interface StackSettings {
  /** Absolute. */
  dataFolder: string;
  gateway: { host: string; port: number };
  ports: Record<ServiceName, number>;
  postgresPort: number;
  /** Databases outside; a service without one gets a database of the embedded Postgres. */
  databaseUrls: Partial<Record<ServiceName, string>>;
  /** Instead of the one kept in the data folder. */
  assertionSecret?: string;
  /** Instead of the one kept in the data folder. */
  issuerSecret?: string;
  /** Tokens come from elsewhere, and the built-in issuer stays off. */
  foreignIssuer: boolean;
}

/**
 * Reads the settings of the stack.
 * @throws StartError with one sentence (line) for each bad one
 */
export function readStackSettings(environment: NodeJS.ProcessEnv = process.env): StackSettings {
  const read = readAll(environment);
  const perService = <Value>(value: (name: 'CREATOR' | 'BRAND' | 'CAMPAIGN' | 'ANALYTICS') => Value) => ({
    creator: value('CREATOR'),
    brand: value('BRAND'),
    campaign: value('CAMPAIGN'),
    analytics: value('ANALYTICS'),
  });
  return {
    dataFolder: resolve(read.DATA_DIR),
    gateway: { host: read.GATEWAY_HOST, port: read.GATEWAY_PORT },
    ports: perService((name) => read[`${name}_PORT`]),
    postgresPort: read.POSTGRES_PORT,
    databaseUrls: perService((name) => read[`DATABASE_URL_${name}`]),
    assertionSecret: read.ASSERTION_SECRET,
    issuerSecret: read.ISSUER_SECRET,
    foreignIssuer: read.JWKS_URL !== undefined,
  };
}

function readAll(environment: NodeJS.ProcessEnv): z.infer<typeof settingsShape> {
  const problems: string[] = [];
  let read: z.infer<typeof settingsShape> | undefined;
  try {
    read = readEnvironment(settingsShape, environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    problems.push(...error.problems);
  }
  problems.push(...portClashes(environment));
  if (!read || problems.length > 0) throw new StartError(problems.join('\n'));
  return read;
}

/** Two processes on one port: the second would fail to start, over and over. */
function portClashes(environment: NodeJS.ProcessEnv): string[] {
  const names = [
    'GATEWAY_PORT',
    'CREATOR_PORT',
    'BRAND_PORT',
    'CAMPAIGN_PORT',
    'ANALYTICS_PORT',
    'POSTGRES_PORT',
  ] as const;
  const holders = new Map<number, string>();
  return names.flatMap((name) => {
    const parsed = settingsShape.shape[name].safeParse(environment[name] || undefined);
    if (!parsed.success || parsed.data === 0) return [];
    const holder = holders.get(parsed.data);
    holders.set(parsed.data, holder ?? name);
    return holder ? [`Settings ${holder} and ${name} are both ${parsed.data}: give each a port of its own.`] : [];
  });
}
