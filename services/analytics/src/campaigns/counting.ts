import type { EntityManager } from 'typeorm';
import { groupBy } from '#platform/collections/group-by.js';
import {
  addKnown,
  counters,
  forEachCounter,
  unknownCounts,
  type Capture,
  type Counter,
  type Reading,
} from '../counters/counter.js';
import { takeIn, type VideoTotal } from '../totals/video-total.js';
import { writeVideoTotals } from '../totals/video-total.repository.js';
import type { CampaignChange, CampaignNumbers, VideoChange } from './campaign-change.js';
import { notifyCampaigns } from './campaign-notice.js';
import type { CampaignLink } from './campaign-link.js';
import { findLinksOfVideos, writeBaselines } from './campaign-link.repository.js';
import { lockCampaignTotals, writeCampaignChanges, type CampaignTotal } from './campaign-total.repository.js';
import { advance, gainedOf, type GainState, type GainStep } from './gain.rules.js';

/** What captures, or a new link, did to a video of a campaign. */
export interface LinkChange {
  /** The link, with the baselines from before. */
  link: CampaignLink;
  /** Whether the video is counted for the campaign for the first time. */
  isNew: boolean;
  /** Latest capture that the campaign had taken in of this video, ms since 1970; null for none. */
  asOfBefore: number | null;
  asOf: number | null;
  before: Record<Counter, GainState>;
  steps: Record<Counter, GainStep>;
}

/**
 * Counts captures that were just stored: brings the totals of their videos up to date, and the numbers and the log of
 * every campaign that one of the videos is linked to, and wakes those who watch. A fixed number of statements, however
 * many captures, videos and campaigns there are. The caller's transaction holds the locks of the videos.
 * @param captures none of them counted before, at most one for a video and moment, in any order
 * @param totals of the locked videos, from before
 */
export async function countCaptures(
  manager: EntityManager,
  captures: readonly Capture[],
  totals: ReadonlyMap<string, VideoTotal>,
): Promise<void> {
  const byVideo = groupByVideo(captures);
  const after = new Map<string, VideoTotal>();
  for (const [videoId, ofVideo] of byVideo) {
    const total = totals.get(videoId);
    if (total) after.set(videoId, takeIn(total, ofVideo));
  }
  const links = await findLinksOfVideos(manager, [...after.keys()]);
  await writeVideoTotals(manager, [...after.values()]);
  await applyLinkChanges(
    manager,
    links.map((link) => {
      const total = totals.get(link.videoId);
      const ofVideo = byVideo.get(link.videoId) ?? [];
      const before = forEachCounter((counter) => ({
        baseline: link.baselines[counter],
        latest: total?.latest[counter] ?? null,
      }));
      return {
        link,
        isNew: false,
        asOfBefore: total?.asOf ?? null,
        asOf: after.get(link.videoId)?.asOf ?? null,
        before,
        steps: forEachCounter((counter) => advance(link, before[counter], readingsOf(ofVideo, counter))),
      };
    }),
  );
}

/** Captures by video, each video's by rising time. */
export function groupByVideo(captures: readonly Capture[]): Map<string, Capture[]> {
  const groups = groupBy(captures, (capture) => capture.videoId);
  for (const group of groups.values()) group.sort((a, b) => a.capturedAt - b.capturedAt);
  return groups;
}

/** Readings of one counter, in the order of the captures; captures that do not report it are left out. */
export function readingsOf(captures: readonly Capture[], counter: Counter): Reading[] {
  return captures.flatMap(({ capturedAt, counts }) => {
    const value = counts[counter];
    return value === null ? [] : [{ at: capturedAt, value }];
  });
}

/**
 * Writes what links have gone through into the numbers of their campaigns, with one entry in each campaign's log.
 * Links that nothing happened to are passed over.
 */
export async function applyLinkChanges(manager: EntityManager, all: readonly LinkChange[]): Promise<void> {
  const changes = all.filter(hasEffect);
  if (!changes.length) return;
  await writeBaselines(manager, changes.filter(movesBaseline).map(withNewBaselines));
  const byCampaign = groupBy(changes, (change) => change.link.campaignId);
  const campaigns = await lockCampaignTotals(manager, [...byCampaign.keys()]);
  await writeCampaignChanges(
    manager,
    [...campaigns.values()].map((campaign) => sumUp(campaign, byCampaign.get(campaign.campaignId) ?? [])),
  );
  await notifyCampaigns(manager, [...campaigns.keys()]);
}

function hasEffect(change: LinkChange): boolean {
  if (change.isNew || change.asOf !== change.asOfBefore || movesBaseline(change)) return true;
  return counters.some((counter) => change.steps[counter].state.latest?.at !== change.before[counter].latest?.at);
}

function movesBaseline(change: LinkChange): boolean {
  return counters.some((counter) => {
    const before = change.before[counter].baseline;
    const after = change.steps[counter].state.baseline;
    return before?.at !== after?.at || before?.value !== after?.value;
  });
}

function withNewBaselines({ link, steps }: LinkChange): CampaignLink {
  return { ...link, baselines: forEachCounter((counter) => steps[counter].state.baseline) };
}

/** The next entry of a campaign's log. */
function sumUp(campaign: CampaignTotal, changes: readonly LinkChange[]): CampaignChange {
  const after: CampaignNumbers = {
    ...campaign.numbers,
    baseline: { ...campaign.numbers.baseline },
    deltas: { ...campaign.numbers.deltas },
    corrections: { ...campaign.numbers.corrections },
    lifetime: { ...campaign.numbers.lifetime },
  };
  const deltas = { ...unknownCounts };
  const corrections = { ...unknownCounts };
  let asOf = campaign.asOf?.getTime() ?? null;
  for (const change of changes) {
    if (change.isNew) after.videoCount += 1;
    if (change.asOfBefore === null && change.asOf !== null) after.measuredVideoCount += 1;
    if (change.asOf !== null && (asOf === null || change.asOf > asOf)) asOf = change.asOf;
    for (const counter of counters) {
      const before = change.before[counter];
      const { state, rises, falls } = change.steps[counter];
      deltas[counter] = addKnown(deltas[counter], rises);
      corrections[counter] = addKnown(corrections[counter], falls);
      if (!state.latest || !state.baseline) continue;
      after.baseline[counter] = addKnown(
        after.baseline[counter],
        state.baseline.value - (before.latest && before.baseline ? before.baseline.value : 0n),
      );
      after.lifetime[counter] = addKnown(
        after.lifetime[counter],
        state.latest.value - (before.latest && before.baseline ? before.latest.value : 0n),
      );
    }
  }
  for (const counter of counters) {
    after.deltas[counter] = addKnown(after.deltas[counter], deltas[counter]);
    after.corrections[counter] = addKnown(after.corrections[counter], corrections[counter]);
  }
  return {
    campaignId: campaign.campaignId,
    sequence: campaign.sequence + 1,
    asOf: asOf === null ? null : new Date(asOf),
    deltas,
    corrections,
    after,
    videos: changes.map(toVideoChange),
  };
}

function toVideoChange({ link, asOf, steps }: LinkChange): VideoChange {
  return {
    videoId: link.videoId,
    creatorId: link.creatorId,
    gained: forEachCounter((counter) => gainedOf(steps[counter].state)),
    deltas: forEachCounter((counter) => steps[counter].rises),
    corrections: forEachCounter((counter) => steps[counter].falls),
    asOf: asOf === null ? null : new Date(asOf),
  };
}
