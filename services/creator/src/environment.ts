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
