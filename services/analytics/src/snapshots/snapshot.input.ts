import type { IngestReason, SnapshotInput } from '#schema/__generated__/analytics.js';
import { isId } from '#platform/database/identifiers.js';
import { isStorableText } from '#platform/errors/user-errors.js';
import { parseInstant } from '#platform/graphql/scalars.js';
import type { VideoReference } from '../catalog/video.repository.js';
import { counters, unknownCounts, type Counts } from '../counters/counter.js';

/** Why an item is not stored. */
export interface Refusal {
  reason: IngestReason;
  message: string;
  /** Field of the item that is wrong; null when no single one is. */
  field: string | null;
}

/** An item that is well formed; whether its video exists is another matter. */
export interface CheckedSnapshot {
  video: VideoReference;
  /** ms since 1970. */
  capturedAt: number;
  counts: Counts;
}

/** No platform of ours is older. */
const earliest = Date.UTC(2005, 0, 1);
/** How far ahead of ours a source's clock may be, in ms. */
const clockTolerance = 5 * 60_000;
const longestPlatformVideoId = 200;
const platforms: ReadonlySet<string> = new Set(['TIKTOK', 'INSTAGRAM', 'YOUTUBE']);

const refuse = (reason: IngestReason, message: string, field: string | null): Refusal => ({ reason, message, field });

/** Whether a check found something wrong. */
export function isRefusal(checked: object): checked is Refusal {
  return 'reason' in checked;
}

/**
 * Checks an item by itself.
 * @param now ms since 1970
 * @returns the snapshot, or the first thing that is wrong with it
 */
export function checkSnapshot(item: SnapshotInput, now: number): CheckedSnapshot | Refusal {
  const video = checkVideo(item);
  if (isRefusal(video)) return video;
  const capturedAt = parseInstant(item.capturedAt)?.getTime();
  if (capturedAt === undefined)
    return refuse('BAD_TIME', 'capturedAt must be RFC 3339 with a zone, such as 2026-03-01T09:30:00Z.', 'capturedAt');
  if (capturedAt < earliest) return refuse('BAD_TIME', 'capturedAt lies before 2005.', 'capturedAt');
  if (capturedAt > now + clockTolerance)
    return refuse('BAD_TIME', 'capturedAt lies more than 5 minutes ahead.', 'capturedAt');
  const counts = { ...unknownCounts };
  for (const counter of counters) {
    const raw = item[counter];
    if (raw == null) continue;
    const value = readCount(raw);
    if (value === undefined)
      return refuse('BAD_COUNT', `${counter} must be a whole number from 0 to 2^53 − 1.`, counter);
    counts[counter] = value;
  }
  if (counters.every((counter) => counts[counter] === null))
    return refuse('NO_COUNTS', 'Give at least one counter.', null);
  return { video, capturedAt, counts };
}

function checkVideo({ videoId, platform, platformVideoId }: SnapshotInput): VideoReference | Refusal {
  if (videoId != null)
    return isId(videoId) ? { videoId } : refuse('BAD_VIDEO', 'videoId is no id of a video.', 'videoId');
  if (platform == null)
    return refuse('BAD_VIDEO', 'Name the video by videoId, or by platform and platformVideoId.', null);
  if (!platforms.has(platform))
    return refuse('BAD_VIDEO', `platform must be one of ${[...platforms].join(', ')}.`, 'platform');
  if (platformVideoId == null || platformVideoId === '')
    return refuse('BAD_VIDEO', 'platformVideoId is missing.', 'platformVideoId');
  if (!isStorableText(platformVideoId) || platformVideoId.length > longestPlatformVideoId)
    return refuse('BAD_VIDEO', 'platformVideoId is malformed.', 'platformVideoId');
  return { platform, platformVideoId };
}

/** A count as sources write it: a whole number, or its digits. @returns undefined for anything else */
function readCount(raw: unknown): bigint | undefined {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) && raw >= 0 ? BigInt(raw) : undefined;
  if (typeof raw !== 'string' || !/^\d{1,30}$/.test(raw)) return undefined;
  const value = BigInt(raw);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? value : undefined;
}
