import { createHash } from 'node:crypto';
import type { CreatorRecord, VideoRecord } from '#demo/records.js';
import { AudienceEntity } from '../creators/audience.entity.js';
import { CreatorEntity } from '../creators/creator.entity.js';
import { deriveFromAccounts } from '../creators/creator.statistics.js';
import { PlatformAccountEntity } from '../creators/platform-account.entity.js';
import { handleKeyOf } from '../creators/platform-account.js';
import { RateEntity } from '../creators/rate.entity.js';
import { VideoEntity } from '../videos/video.entity.js';

/** Accounts have no id in the demo data: this one follows from the creator's, the same for every load. */
function accountId(creatorId: string, position: number): string {
  const hex = createHash('sha256').update(`${creatorId}/account/${position}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The accounts of a creator, the primary one first; what the platform said of the videos stands on that. */
export function accountRows({ id: creatorId, accounts, reported, createdAt }: CreatorRecord): PlatformAccountEntity[] {
  return accounts.map((account, position) => {
    const averages = position === 0 ? reported : null;
    const seenAt = reported?.reportedAt ?? createdAt;
    return Object.assign(new PlatformAccountEntity(), {
      ...account,
      id: accountId(creatorId, position),
      creatorId,
      position,
      handleKey: handleKeyOf(account.handle),
      describedAt: seenAt,
      followersAt: account.followers === null ? null : seenAt,
      averageViews: averages?.averageViews ?? null,
      averageLikes: averages?.averageLikes ?? null,
      averageComments: averages?.averageComments ?? null,
      averageShares: averages?.averageShares ?? null,
      averagesAt: averages?.reportedAt ?? null,
    } satisfies PlatformAccountEntity);
  });
}

/** A creator. @param videoCount how many videos it has */
export function creatorRow(record: CreatorRecord, videoCount: number): CreatorEntity {
  const { id, displayName, handle, bio, country, languages, categories, status, pausedUntil, createdAt } = record;
  const creator = Object.assign(new CreatorEntity(), {
    id,
    displayName,
    isNamed: true,
    handle,
    bio,
    country,
    languages,
    categories,
    status,
    pausedUntil,
    profileAt: createdAt,
    followers: null,
    reportedAverageViews: null,
    reportedEngagementRate: null,
    reportedAt: null,
    measuredAverageViews: null,
    measuredEngagementRate: null,
    measuredAt: null,
    videoCount,
    createdAt,
  } satisfies CreatorEntity);
  deriveFromAccounts(creator, accountRows(record));
  return creator;
}

/** The audience of a creator, if it was reported. */
export function audienceRows({ id, audience }: CreatorRecord): AudienceEntity[] {
  return audience ? [Object.assign(new AudienceEntity(), { ...audience, creatorId: id } satisfies AudienceEntity)] : [];
}

/** The rate card of a creator. */
export function rateRows({ id, rateCard }: CreatorRecord): RateEntity[] {
  return rateCard.map(({ content, price }) =>
    Object.assign(new RateEntity(), { creatorId: id, content, ...price } satisfies RateEntity),
  );
}

/** A video. */
export function videoRow({ platformAccountId: _account, ...record }: VideoRecord): VideoEntity {
  return Object.assign(new VideoEntity(), { ...record, reports: [] } satisfies VideoEntity);
}
