import { createHash } from 'node:crypto';
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

/** Most digests kept of one video. */
const maxReports = 50;

function digestOf({ caption, hashtags, url, durationSeconds, postedAt }: VideoReport): string {
  const values = JSON.stringify([caption, hashtags, url, durationSeconds, postedAt]);
  return createHash('sha256').update(values).digest('base64url').slice(0, 16);
}

const visibleState = ({ reports: _reports, ...shown }: VideoEntity): string => JSON.stringify(shown);

/**
 * Applies a report to its video: what is known replaces what is stored. Reports of videos bear no time, and sources
 * differ (one cuts the caption, another has a placeholder in the address); so each is applied once, and files that are
 * imported again do not take turns at changing the video.
 * @returns whether the report was news, and whether it changed anything that people see
 */
export function applyVideoReport(report: VideoReport, video: VideoEntity): { isNews: boolean; isChanged: boolean } {
  const digest = digestOf(report);
  if (video.reports.includes(digest)) return { isNews: false, isChanged: false };
  const before = visibleState(video);
  video.reports = [...video.reports, digest].slice(-maxReports);
  video.caption = report.caption ?? video.caption;
  video.hashtags = report.hashtags ?? video.hashtags;
  video.url = report.url ?? video.url;
  video.durationSeconds = report.durationSeconds ?? video.durationSeconds;
  video.postedAt = report.postedAt ?? video.postedAt;
  return { isNews: true, isChanged: visibleState(video) !== before };
}
