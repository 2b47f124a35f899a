import {
  addCounts,
  forEachCounter,
  restoreCounts,
  storeCounts,
  type Counts,
  type StoredCounts,
} from '../counters/counter.js';

/** The numbers of a campaign. For every counter, baseline + deltas + corrections = lifetime. */
export interface CampaignNumbers {
  /** Sum over the videos of the value when the video was linked. */
  baseline: Counts;
  /** Sum of all rises since. */
  deltas: Counts;
  /** Sum of all falls since, 0 or less. */
  corrections: Counts;
  /** Sum over the videos of the latest value. */
  lifetime: Counts;
  videoCount: number;
  /** Videos that have been measured. */
  measuredVideoCount: number;
}

/** What a change did to one video of a campaign. */
export interface VideoChange {
  videoId: string;
  creatorId: string;
  /** Gained since it was linked, after the change. */
  gained: Counts;
  deltas: Counts;
  corrections: Counts;
  /** Latest capture; null when it was never measured. */
  asOf: Date | null;
}

/** A change of a campaign's numbers: an entry of its log, or several merged. */
export interface CampaignChange {
  campaignId: string;
  /** Place in the campaign's log; the last one, where several are merged. */
  sequence: number;
  /** Latest capture that the campaign's numbers take in; null before the first. */
  asOf: Date | null;
  /** Rises of this change. */
  deltas: Counts;
  /** Falls of this change, 0 or less. */
  corrections: Counts;
  /** The campaign's numbers after it. */
  after: CampaignNumbers;
  /** The videos that changed. */
  videos: readonly VideoChange[];
}

/** `CampaignNumbers` as JSON. */
export type StoredNumbers = Record<'baseline' | 'deltas' | 'corrections' | 'lifetime', StoredCounts> &
  Record<'videoCount' | 'measuredVideoCount', number>;

/** `VideoChange` as JSON. */
export type StoredVideoChange = Record<'videoId' | 'creatorId', string> &
  Record<'gained' | 'deltas' | 'corrections', StoredCounts> & { asOf: string | null };

/** A row of the log as `pg` gives it. */
export interface CampaignLogRow {
  campaign_id: string;
  sequence: string;
  as_of: Date | null;
  deltas: StoredCounts;
  corrections: StoredCounts;
  totals_after: StoredNumbers;
  videos: StoredVideoChange[];
}

/** What the campaign has gained: deltas + corrections. */
export function gainedTotals(numbers: CampaignNumbers): Counts {
  return addCounts(numbers.deltas, numbers.corrections);
}

/** Numbers in the form in which the log keeps them. */
export function storeNumbers(numbers: CampaignNumbers): StoredNumbers {
  return {
    baseline: storeCounts(numbers.baseline),
    deltas: storeCounts(numbers.deltas),
    corrections: storeCounts(numbers.corrections),
    lifetime: storeCounts(numbers.lifetime),
    videoCount: numbers.videoCount,
    measuredVideoCount: numbers.measuredVideoCount,
  };
}

/** A video's change in the form in which the log keeps it. */
export function storeVideoChange(change: VideoChange): StoredVideoChange {
  return {
    videoId: change.videoId,
    creatorId: change.creatorId,
    gained: storeCounts(change.gained),
    deltas: storeCounts(change.deltas),
    corrections: storeCounts(change.corrections),
    asOf: change.asOf?.toISOString() ?? null,
  };
}

/** The change that an entry of the log stands for. */
export function readLogRow(row: CampaignLogRow): CampaignChange {
  return {
    campaignId: row.campaign_id,
    sequence: Number(row.sequence),
    asOf: row.as_of,
    deltas: restoreCounts(row.deltas),
    corrections: restoreCounts(row.corrections),
    after: {
      baseline: restoreCounts(row.totals_after.baseline),
      deltas: restoreCounts(row.totals_after.deltas),
      corrections: restoreCounts(row.totals_after.corrections),
      lifetime: restoreCounts(row.totals_after.lifetime),
      videoCount: row.totals_after.videoCount,
      measuredVideoCount: row.totals_after.measuredVideoCount,
    },
    videos: row.videos.map((video) => ({
      videoId: video.videoId,
      creatorId: video.creatorId,
      gained: restoreCounts(video.gained),
      deltas: restoreCounts(video.deltas),
      corrections: restoreCounts(video.corrections),
      asOf: video.asOf === null ? null : new Date(video.asOf),
    })),
  };
}

/**
 * Merges changes of one campaign that follow each other: rises and falls are summed, numbers and sequence are those
 * after the last.
 * @param changes at least one, by rising sequence
 */
export function mergeChanges(changes: readonly [CampaignChange, ...CampaignChange[]]): CampaignChange {
  const [first, ...others] = changes;
  if (!others.length) return first;
  const videos = new Map(first.videos.map((video) => [video.videoId, video]));
  let { deltas, corrections } = first;
  for (const change of others) {
    deltas = addCounts(deltas, change.deltas);
    corrections = addCounts(corrections, change.corrections);
    for (const video of change.videos) {
      const before = videos.get(video.videoId);
      videos.set(video.videoId, before ? { ...video, ...sumOf(before, video) } : video);
    }
  }
  const last = others.at(-1) ?? first;
  return { ...last, deltas, corrections, videos: [...videos.values()] };
}

function sumOf(a: VideoChange, b: VideoChange): Pick<VideoChange, 'deltas' | 'corrections'> {
  return { deltas: addCounts(a.deltas, b.deltas), corrections: addCounts(a.corrections, b.corrections) };
}

/** The numbers of a campaign without videos. */
export const noNumbers: Readonly<CampaignNumbers> = {
  baseline: forEachCounter(() => null),
  deltas: forEachCounter(() => null),
  corrections: forEachCounter(() => null),
  lifetime: forEachCounter(() => null),
  videoCount: 0,
  measuredVideoCount: 0,
};
