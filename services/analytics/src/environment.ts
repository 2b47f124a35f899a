import { z } from 'zod';
import { peerUrlSetting, readEnvironment, serviceSettings } from '#platform/configuration/environment.js';

const wholeNumber = (minimum: number) =>
  z.coerce.number('must be a whole number').int('must be a whole number').min(minimum, `must be at least ${minimum}`);

const analyticsSettings = z.object({
  ...serviceSettings,
  CREATOR_URL: peerUrlSetting,
  BRAND_URL: peerUrlSetting,
  CAMPAIGN_URL: peerUrlSetting,
  /** Entries of each campaign's log that are kept: how far back a subscriber may continue. */
  CAMPAIGN_LOG_KEEP: wholeNumber(1).default(100_000),
  /** Ingest transactions at a time. */
  INGEST_CONCURRENCY: wholeNumber(1).default(4),
  /** Ingest requests that may wait for their turn; the next is answered RATE_LIMITED. */
  INGEST_QUEUE: wholeNumber(0).default(64),
  /** Pause between two rounds of measuring creators, in ms. */
  MEASURE_PAUSE_MS: wholeNumber(10).default(2_000),
});

/** Settings of the analytics service. */
export type AnalyticsSettings = z.infer<typeof analyticsSettings>;

/** @throws ConfigurationError naming every setting that is missing or wrong */
export function readAnalyticsEnvironment(environment: NodeJS.ProcessEnv = process.env): AnalyticsSettings {
  return readEnvironment(analyticsSettings, environment);
}
