import type { ImportedVideoInput } from '#schema/__generated__/creator.js';
import type { AccountReference, Platform } from '../creators/platform-account.js';
import { maxAccountIdLength } from '../creators/profile-limits.js';
import { hashtagsIn, hashtagsOf } from '../videos/hashtags.js';
import type { VideoEntity } from '../videos/video.entity.js';
import { ItemRejection, itemAccount, itemCount, itemText, itemTime, itemUrl } from './item-check.js';

/** What a platform reported of a video; null is not known. */
export interface VideoReport {
  account: AccountReference;
  platform: Platform;
  platformVideoId: string;
  /** Of the creator, for an account not seen before. */
  displayName: string | null;
  caption: string | null;
  hashtags: string[] | null;
  url: string | null;
  durationSeconds: number | null;
  postedAt: Date | null;
}

/** Longest video, in seconds: a week. */
const maxDuration = 7 * 24 * 3_600;
const maxHashtagText = 200;

/** Reads an item of an import. @throws ItemRejection saying what is wrong with it */
export function readVideoReport(item: ImportedVideoInput, now: Date): VideoReport {
  const platformVideoId = itemText('platformVideoId', item.platformVideoId, maxAccountIdLength);
  if (platformVideoId === null) throw new ItemRejection('platformVideoId is required.', 'platformVideoId');
  const caption = itemText('caption', item.caption, 10_000);
  const hashtags = item.hashtags?.flatMap((text) => itemText('hashtags', text, maxHashtagText) ?? []);
  return {
    account: itemAccount(item.platform, item),
    platform: item.platform,
    platformVideoId,
    displayName: itemText('displayName', item.displayName, 200),
    caption,
    hashtags: hashtags ? hashtagsOf(hashtags) : caption === null ? null : hashtagsIn(caption),
    url: itemUrl(item.url),
    durationSeconds: itemCount('durationSeconds', item.durationSeconds, maxDuration),
    postedAt: itemTime('postedAt', item.postedAt, now),
  };
}

/** Applies a report to its video: what is known replaces what is stored. @returns whether anything changed */
export function applyVideoReport(report: VideoReport, video: VideoEntity): boolean {
  const before = JSON.stringify(video);
  video.caption = report.caption ?? video.caption;
  video.hashtags = report.hashtags ?? video.hashtags;
  video.url = report.url ?? video.url;
  video.durationSeconds = report.durationSeconds ?? video.durationSeconds;
  video.postedAt = report.postedAt ?? video.postedAt;
  return JSON.stringify(video) !== before;
}
