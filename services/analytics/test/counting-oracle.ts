/**
 * The rules of counting, written the plain way: everything is worked out anew from all captures and links, in memory.
 * What the service keeps up step by step must come out the same.
 */

export const oracleCounters = ['views', 'likes', 'comments', 'shares', 'saves'] as const;
type OracleCounter = (typeof oracleCounters)[number];
export type OracleCounts = Record<OracleCounter, number | null>;

export interface OracleCapture {
  videoId: string;
  /** ms since 1970. */
  at: number;
  counts: OracleCounts;
}

export interface OracleVideo {
  id: string;
  postedAt: number | null;
}

export interface OracleLink {
  campaignId: string;
  videoId: string;
  linkedAt: number;
}

export interface OracleCampaign {
  totals: OracleCounts;
  baseline: OracleCounts;
  lifetime: OracleCounts;
  videoCount: number;
  measuredVideoCount: number;
  asOf: number | null;
}

const each = (make: (counter: OracleCounter) => number | null): OracleCounts =>
  Object.fromEntries(oracleCounters.map((counter) => [counter, make(counter)])) as OracleCounts;

/** Captures of a video that report a counter, by time. */
function reports(captures: readonly OracleCapture[], videoId: string, counter: OracleCounter): OracleCapture[] {
  return captures
    .filter((capture) => capture.videoId === videoId && capture.counts[counter] !== null)
    .sort((a, b) => a.at - b.at);
}

/** The latest value of each counter. */
export function oracleTotal(captures: readonly OracleCapture[], videoId: string): OracleCounts {
  return each((counter) => reports(captures, videoId, counter).at(-1)?.counts[counter] ?? null);
}

/** The numbers of a campaign. */
export function oracleCampaign(
  captures: readonly OracleCapture[],
  videos: readonly OracleVideo[],
  links: readonly OracleLink[],
  campaignId: string,
): OracleCampaign {
  const linked = links.filter((link) => link.campaignId === campaignId);
  const sum = (counter: OracleCounter, valueOf: (baseline: number, latest: number) => number): number | null => {
    let total: number | null = null;
    for (const link of linked) {
      const all = reports(captures, link.videoId, counter);
      const latest = all.at(-1)?.counts[counter];
      if (latest == null) continue;
      const before = all.filter((capture) => capture.at <= link.linkedAt).at(-1);
      const postedAt = videos.find((video) => video.id === link.videoId)?.postedAt ?? null;
      const baseline = before
        ? before.counts[counter]!
        : postedAt !== null && postedAt >= link.linkedAt
          ? 0
          : all[0]!.counts[counter]!;
      total = (total ?? 0) + valueOf(baseline, latest);
    }
    return total;
  };
  const times = captures.filter((capture) => linked.some((link) => link.videoId === capture.videoId));
  return {
    totals: each((counter) => sum(counter, (baseline, latest) => latest - baseline)),
    baseline: each((counter) => sum(counter, (baseline) => baseline)),
    lifetime: each((counter) => sum(counter, (_baseline, latest) => latest)),
    videoCount: linked.length,
    measuredVideoCount: linked.filter((link) => captures.some((capture) => capture.videoId === link.videoId)).length,
    asOf: times.length ? Math.max(...times.map((capture) => capture.at)) : null,
  };
}
