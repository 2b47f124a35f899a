import { searchDocument } from '../discovery/search-text.js';
import type { CreatorEntity } from './creator.entity.js';
import type { PlatformAccountEntity } from './platform-account.entity.js';

type ReportedAverages = Pick<
  PlatformAccountEntity,
  'averageViews' | 'averageLikes' | 'averageComments' | 'averageShares'
>;

/**
 * Engagements ÷ views out of reported means.
 * @returns null unless views, likes, comments and shares are all known, and there are views
 */
export function reportedEngagementRate({
  averageViews,
  averageLikes,
  averageComments,
  averageShares,
}: ReportedAverages): number | null {
  if (!averageViews || averageLikes === null || averageComments === null || averageShares === null) return null;
  return (averageLikes + averageComments + averageShares) / averageViews;
}

/**
 * Brings what a creator's row has from the accounts up to date: handle, followers, reported averages, search words.
 * The averages are those of the first account that reports any: means of two platforms do not add up.
 * @param accounts all of the creator's accounts, the primary one first
 */
export function deriveFromAccounts(creator: CreatorEntity, accounts: readonly PlatformAccountEntity[]): void {
  const followers = accounts.flatMap((account) => account.followers ?? []);
  const reporting = accounts.find((account) => account.averageViews !== null);
  creator.handle = accounts[0]?.handle ?? null;
  if (!creator.isNamed) creator.displayName = creator.handle ?? accounts[0]?.platformAccountId ?? creator.displayName;
  creator.followers = followers.length
    ? Math.min(
        followers.reduce((sum, count) => sum + count, 0),
        Number.MAX_SAFE_INTEGER,
      )
    : null;
  creator.reportedAverageViews = reporting?.averageViews ?? null;
  creator.reportedEngagementRate = reporting ? reportedEngagementRate(reporting) : null;
  creator.reportedAt = reporting?.averagesAt ?? null;
  const handles = [...new Set(accounts.map((account) => account.handle))];
  creator.search = searchDocument(handles, [creator.displayName, creator.bio]);
}
