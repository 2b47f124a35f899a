import { z } from 'zod';
import { peerUrlSetting, readEnvironment, serviceSettings } from '#platform/configuration/environment.js';

const creatorSettings = z.object({
  ...serviceSettings,
  /** Base URL of the analytics service, whose measurements discovery orders by. */
  ANALYTICS_URL: peerUrlSetting,
});

/** Settings of the creator service. */
export type CreatorSettings = z.infer<typeof creatorSettings>;

/** @throws ConfigurationError naming every setting that is missing or wrong */
export function readCreatorEnvironment(environment: NodeJS.ProcessEnv = process.env): CreatorSettings {
  return readEnvironment(creatorSettings, environment);
}

const seedSettings = z.object({
  DATABASE_URL: serviceSettings.DATABASE_URL,
  /** How much demo data there is. */
  SEED_SCALE: z.enum(['small', 'full'], 'must be small or full').default('full'),
  /** The moment that the demo data looks back from; now if left out. */
  SEED_NOW: z.iso
    .datetime('must be a time in RFC 3339')
    .transform((text) => new Date(text))
    .optional(),
});

/** @throws ConfigurationError naming every setting of the seed that is missing or wrong */
export function readSeedEnvironment(environment: NodeJS.ProcessEnv = process.env): z.infer<typeof seedSettings> {
  return readEnvironment(seedSettings, environment);
}
