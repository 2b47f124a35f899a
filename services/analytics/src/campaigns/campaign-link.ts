import type { Counter } from '../counters/counter.js';
import type { Baseline } from './gain.rules.js';

/** A video that counts for a campaign. */
export interface CampaignLink {
  campaignId: string;
  videoId: string;
  collaborationId: string;
  deliverableId: string;
  creatorId: string;
  /** From when on its numbers count, ms since 1970. */
  linkedAt: number;
  /** When it went public, ms since 1970; null when unknown. */
  postedAt: number | null;
  /** Null for a counter that was never reported. */
  baselines: Record<Counter, Baseline | null>;
}
