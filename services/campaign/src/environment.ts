import { z } from 'zod';
import { peerUrlSetting, readEnvironment, serviceSettings } from '#platform/configuration/environment.js';

const campaignSettings = z.object({
  ...serviceSettings,
  /** Base URL of the creator service: its feed, and the owners of videos. */
  CREATOR_URL: peerUrlSetting,
  /** Base URL of the brand service: its feed. */
  BRAND_URL: peerUrlSetting,
});

/** Settings of the campaign service. */
export type CampaignSettings = z.infer<typeof campaignSettings>;

/** @throws ConfigurationError naming every setting that is missing or wrong */
export function readCampaignEnvironment(environment: NodeJS.ProcessEnv = process.env): CampaignSettings {
  return readEnvironment(campaignSettings, environment);
}
